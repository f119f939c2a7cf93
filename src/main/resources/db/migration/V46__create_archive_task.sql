-- What the archive was asked to do, and what came of it: passes, restores and drills. Any replica adds a task; the leader
-- carries it out. The service keeps the newest tasks of each kind and deletes the others.
CREATE TABLE archive_task (
    id           bigint      GENERATED ALWAYS AS IDENTITY,
    kind         text        NOT NULL,
    state        text        NOT NULL DEFAULT 'waiting',
    parameters   jsonb       NOT NULL DEFAULT '{}',
    result       jsonb,
    error        text,
    requested_by text        NOT NULL,
    requested_at timestamptz NOT NULL DEFAULT now(),
    started_at   timestamptz,
    finished_at  timestamptz,
    CONSTRAINT archive_task_pkey PRIMARY KEY (id),
    CONSTRAINT archive_task_kind_check CHECK (kind IN ('run', 'restore', 'drill')),
    CONSTRAINT archive_task_state_check CHECK (state IN ('waiting', 'running', 'done', 'failed')),
    CONSTRAINT archive_task_finished_check CHECK ((state IN ('done', 'failed')) = (finished_at IS NOT NULL))
);

COMMENT ON COLUMN archive_task.requested_by IS 'A username, or schedule';

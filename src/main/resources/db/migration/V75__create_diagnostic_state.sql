-- Guarantee: every finding that is stored from now on has a row in diagnostic_state, whoever stores it, and begins as open.
-- Findings that are there already have none: they count as closed.
-- The state is not in diagnostic_results, because old findings are compressed and archived, and a change would make a new version
-- of their archived chunk (docs/adr/0017).
CREATE TABLE diagnostic_state (
    diagnostic_id    bigint NOT NULL,
    "timestamp"      timestamptz NOT NULL,
    well_id          text NOT NULL,
    severity         text NOT NULL,
    state            text NOT NULL DEFAULT 'open',
    rule             text,
    opened_at        timestamptz NOT NULL DEFAULT now(),
    acknowledged_at  timestamptz,
    acknowledged_by  text,
    closed_at        timestamptz,
    closed_by        text,
    CONSTRAINT diagnostic_state_pkey PRIMARY KEY (diagnostic_id, "timestamp"),
    CONSTRAINT diagnostic_state_state_check CHECK (state IN ('open', 'acknowledged', 'closed')),
    CONSTRAINT diagnostic_state_closed_check CHECK ((state = 'closed') = (closed_at IS NOT NULL)),
    CONSTRAINT diagnostic_state_acknowledged_check CHECK (state <> 'acknowledged' OR acknowledged_at IS NOT NULL)
);

CREATE INDEX idx_diagnostic_state_open ON diagnostic_state (well_id) WHERE state <> 'closed';
CREATE UNIQUE INDEX diagnostic_state_one_open_per_rule ON diagnostic_state (well_id, rule) WHERE state <> 'closed' AND rule IS NOT NULL;
CREATE INDEX idx_diagnostic_state_closed ON diagnostic_state (closed_at) WHERE state = 'closed';

COMMENT ON TABLE diagnostic_state IS 'The life of each finding: open, acknowledged, closed';
COMMENT ON COLUMN diagnostic_state.rule IS 'The rule that opened the finding; NULL if a person or another program did';
COMMENT ON COLUMN diagnostic_state.closed_by IS 'A username, rules if the condition has ended, or retention';

CREATE TABLE diagnostic_note (
    id             bigint GENERATED ALWAYS AS IDENTITY,
    diagnostic_id  bigint NOT NULL,
    "timestamp"    timestamptz NOT NULL,
    at             timestamptz NOT NULL,
    author         text NOT NULL,
    note           text NOT NULL,
    CONSTRAINT diagnostic_note_pkey PRIMARY KEY (id),
    CONSTRAINT diagnostic_note_state_fkey FOREIGN KEY (diagnostic_id, "timestamp") REFERENCES diagnostic_state ON DELETE CASCADE
);

CREATE INDEX idx_diagnostic_note_finding ON diagnostic_note (diagnostic_id, "timestamp");

COMMENT ON TABLE diagnostic_note IS 'What people have written about a finding';

-- Guarantee: opens a finding that is inserted. It does nothing for a row that has a state already. Sessions that bring findings back
-- from the archive have the setting liftline.restores: for them the trigger does not run, so no old finding is opened again.
CREATE FUNCTION liftline_open_finding() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = "${flyway:defaultSchema}", pg_temp AS $$
BEGIN
    INSERT INTO diagnostic_state (diagnostic_id, "timestamp", well_id, severity)
    VALUES (NEW.id, NEW."timestamp", NEW.well_id, liftline_severity(NEW.severity::text))
    ON CONFLICT DO NOTHING;
    RETURN NULL;
END;
$$;

-- A table that was taken over may have ids of another type. Its findings have no life.
DO $$
BEGIN
    IF EXISTS (
        SELECT
        FROM pg_attribute
        WHERE attrelid = 'diagnostic_results'::regclass AND attname = 'id'
          AND atttypid IN ('smallint'::regtype, 'integer'::regtype, 'bigint'::regtype))
    THEN
        CREATE TRIGGER diagnostic_results_open_finding
            AFTER INSERT ON diagnostic_results
            FOR EACH ROW
            WHEN (NEW.id IS NOT NULL AND current_setting('liftline.restores', true) IS DISTINCT FROM 'on')
            EXECUTE FUNCTION liftline_open_finding();
    END IF;
END;
$$;

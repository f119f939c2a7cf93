-- Who may log in. Names are stored in lower case only, so that two names never differ by case alone.
-- The password is kept as a bcrypt text ($2b$…), which carries its own salt and cost.
CREATE TABLE app_user (
    username      text        NOT NULL,
    password_hash text        NOT NULL,
    roles         text[]      NOT NULL,
    wells         text[]      NOT NULL,
    disabled      boolean     NOT NULL DEFAULT false,
    created_at    timestamptz NOT NULL DEFAULT now(),
    updated_at    timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT app_user_pkey PRIMARY KEY (username),
    CONSTRAINT app_user_username_check CHECK (username ~ '^[a-z0-9][a-z0-9._@-]{0,63}$'),
    CONSTRAINT app_user_password_hash_check CHECK (password_hash LIKE '$2b$%'),
    CONSTRAINT app_user_roles_check CHECK (
        cardinality(roles) > 0
        AND roles <@ ARRAY['viewer', 'writer', 'operator', 'admin']
    ),
    CONSTRAINT app_user_wells_check CHECK (cardinality(wells) <= 200)
);

COMMENT ON COLUMN app_user.wells IS 'Well ids, or prefixes ending in *; * alone is every well, an empty list is none.';

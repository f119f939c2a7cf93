-- Credentials of programs. Of the key itself only the SHA-256 hash is stored: it has 256 random bits, so a slow password hash
-- would add nothing.
CREATE TABLE api_key (
    id           text        NOT NULL,
    name         text        NOT NULL,
    secret_hash  bytea       NOT NULL,
    roles        text[]      NOT NULL,
    wells        text[]      NOT NULL,
    created_by   text        NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now(),
    expires_at   timestamptz,
    revoked_at   timestamptz,
    last_used_at timestamptz,
    changed_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT api_key_pkey PRIMARY KEY (id),
    CONSTRAINT api_key_id_check CHECK (id ~ '^[a-z2-7]{12}$'),
    CONSTRAINT api_key_name_check CHECK (char_length(name) BETWEEN 1 AND 100),
    CONSTRAINT api_key_secret_hash_check CHECK (octet_length(secret_hash) = 32),
    CONSTRAINT api_key_roles_check CHECK (
        cardinality(roles) > 0
        AND roles <@ ARRAY['viewer', 'writer', 'operator', 'admin']
    ),
    CONSTRAINT api_key_wells_check CHECK (cardinality(wells) <= 200)
);

-- Each replica asks every few seconds for the keys that were created or revoked since.
CREATE INDEX idx_api_key_changed ON api_key (changed_at);

COMMENT ON COLUMN api_key.id IS 'Visible part of the key: llk_<id>_<secret>.';
COMMENT ON COLUMN api_key.changed_at IS 'Creation or revocation; not moved by last_used_at.';

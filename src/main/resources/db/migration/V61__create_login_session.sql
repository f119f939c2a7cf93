-- A session begins with a login and lasts while its refresh tokens are used in time. Deleting it revokes all of them.
CREATE TABLE login_session (
    id         uuid        NOT NULL DEFAULT gen_random_uuid(),
    username   text        NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    CONSTRAINT login_session_pkey PRIMARY KEY (id),
    CONSTRAINT login_session_username_fkey FOREIGN KEY (username) REFERENCES app_user (username) ON DELETE CASCADE
);

CREATE INDEX idx_login_session_username ON login_session (username, created_at DESC);
CREATE INDEX idx_login_session_expires ON login_session (expires_at);

-- The refresh tokens of a session. A spent one is kept, so that its reuse is noticed.
CREATE TABLE refresh_token (
    token_hash     bytea       NOT NULL,
    session_id     uuid        NOT NULL,
    created_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
    spent_at       timestamptz,
    successor_salt bytea,
    CONSTRAINT refresh_token_pkey PRIMARY KEY (token_hash),
    CONSTRAINT refresh_token_session_fkey FOREIGN KEY (session_id) REFERENCES login_session (id) ON DELETE CASCADE,
    CONSTRAINT refresh_token_hash_check CHECK (octet_length(token_hash) = 32),
    CONSTRAINT refresh_token_spent_check CHECK ((spent_at IS NULL) = (successor_salt IS NULL))
);

CREATE INDEX idx_refresh_token_session ON refresh_token (session_id, created_at DESC);

COMMENT ON COLUMN refresh_token.token_hash IS 'SHA-256 of the token.';
COMMENT ON COLUMN refresh_token.successor_salt IS
    'The next token is HMAC-SHA256 of this one with this key, so a client whose answer was lost gets the same one again.';

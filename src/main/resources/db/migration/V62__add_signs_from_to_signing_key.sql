-- A new key is published before it signs, so that every replica and every program that caches the key set knows it.
ALTER TABLE signing_key ADD COLUMN signs_from timestamptz NOT NULL DEFAULT now();

UPDATE signing_key SET signs_from = created_at;

COMMENT ON COLUMN signing_key.signs_from IS 'Tokens are signed by the newest key whose time has come.';

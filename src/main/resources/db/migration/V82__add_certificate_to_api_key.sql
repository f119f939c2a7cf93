-- A key may be proved by a client certificate instead of its text. Its hash is then that of a text that nobody has.
ALTER TABLE api_key
    ADD COLUMN certificate text,
    ADD CONSTRAINT api_key_certificate_check CHECK (char_length(certificate) BETWEEN 3 AND 500);

CREATE UNIQUE INDEX idx_api_key_certificate ON api_key (certificate) WHERE revoked_at IS NULL;

COMMENT ON COLUMN api_key.certificate IS 'Subject of the client certificate, RFC 2253; NULL if the text of the key proves it.';

-- The keys that sign access tokens, shared by all replicas. Whoever can read private_key can sign tokens: where that
-- is too many, the private key stays in a file of the service and only its public half is kept here (private_key NULL).
CREATE TABLE signing_key (
    kid         text        NOT NULL,
    algorithm   text        NOT NULL,
    private_key bytea,
    public_key  bytea       NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT signing_key_pkey PRIMARY KEY (kid),
    CONSTRAINT signing_key_algorithm_check CHECK (algorithm = 'ES256')
);

COMMENT ON COLUMN signing_key.kid IS 'JWK thumbprint of the public key, SHA-256, base64url (RFC 7638).';
COMMENT ON COLUMN signing_key.private_key IS 'PKCS#8, DER.';
COMMENT ON COLUMN signing_key.public_key IS 'X.509 SubjectPublicKeyInfo, DER.';

-- Private keys are encrypted at rest, if the service has a key for that.
ALTER TABLE signing_key
    ADD COLUMN sealed_by text,
    ADD CONSTRAINT signing_key_sealed_by_check CHECK (sealed_by IS NULL OR private_key IS NOT NULL);

COMMENT ON COLUMN signing_key.private_key IS 'PKCS#8, DER; encrypted if sealed_by is set: nonce, ciphertext and tag of AES-256-GCM.';
COMMENT ON COLUMN signing_key.sealed_by IS 'Id of the key with which private_key is encrypted; NULL if it is not.';

package io.liftline.access.token;

/// SQL statements of the table `signing_key`.
final class TokenSql {

    /// The newest key is first; it signs.
    static final String LOAD_KEYS = """
            SELECT kid, private_key, public_key
            FROM signing_key
            ORDER BY created_at DESC, kid
            """;

    /// A lock until the end of the transaction, so that replicas that start concurrently create only one key.
    static final String LOCK_KEY_CREATION = """
            SELECT pg_advisory_xact_lock(hashtextextended('liftline.signing_key', 0))
            """;

    /// Stores a key if no private key is stored. The caller holds [#LOCK_KEY_CREATION].
    static final String CREATE_FIRST_KEY = """
            INSERT INTO signing_key (kid, algorithm, private_key, public_key)
            SELECT $1, 'ES256', $2, $3
            WHERE NOT EXISTS (SELECT 1 FROM signing_key WHERE private_key IS NOT NULL)
            ON CONFLICT DO NOTHING
            """;

    /// Stores the public key of a private key outside the database, so that other replicas can verify its
    /// tokens.
    static final String PUBLISH_KEY = """
            INSERT INTO signing_key (kid, algorithm, public_key)
            VALUES ($1, 'ES256', $2)
            ON CONFLICT DO NOTHING
            """;

    private TokenSql() {}
}

package io.liftline.access.token;

/// The statements about signing keys.
final class TokenSql {

    /// The newest key comes first: it is the one that signs.
    static final String LOAD_KEYS = """
            SELECT kid, private_key, public_key
            FROM signing_key
            ORDER BY created_at DESC, kid
            """;

    /// Held to the end of the transaction, so that replicas starting together make one key, not one each.
    static final String LOCK_KEY_CREATION = """
            SELECT pg_advisory_xact_lock(hashtextextended('liftline.signing_key', 0))
            """;

    /// Creates a key only where no private key is stored. The caller holds [#LOCK_KEY_CREATION].
    static final String CREATE_FIRST_KEY = """
            INSERT INTO signing_key (kid, algorithm, private_key, public_key)
            SELECT $1, 'ES256', $2, $3
            WHERE NOT EXISTS (SELECT 1 FROM signing_key WHERE private_key IS NOT NULL)
            ON CONFLICT DO NOTHING
            """;

    /// Lets the other replicas verify what a private key outside the database has signed.
    static final String PUBLISH_KEY = """
            INSERT INTO signing_key (kid, algorithm, public_key)
            VALUES ($1, 'ES256', $2)
            ON CONFLICT DO NOTHING
            """;

    private TokenSql() {}
}

package io.liftline.access;

/// The statements of this package.
final class AccessSql {

    static final String FIND_USER = """
            SELECT username, password_hash, roles, wells, disabled
            FROM app_user
            WHERE username = $1
            """;

    static final String ANY_USER = """
            SELECT EXISTS (SELECT 1 FROM app_user) AS any_user
            """;

    /// Creates the user only where there is none at all; two replicas may try at once.
    static final String CREATE_FIRST_USER = """
            INSERT INTO app_user (username, password_hash, roles, wells)
            SELECT $1, $2, $3, $4
            WHERE NOT EXISTS (SELECT 1 FROM app_user)
            ON CONFLICT DO NOTHING
            """;

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

    private AccessSql() {}
}

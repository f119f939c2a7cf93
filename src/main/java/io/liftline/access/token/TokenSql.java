package io.liftline.access.token;

/// SQL statements of the table `signing_key`.
final class TokenSql {

    /// The newest key is first. The newest one with a private key that `may_sign` signs.
    static final String LOAD_KEYS = """
            SELECT kid, private_key, sealed_by, public_key, signs_from <= now() AS may_sign
            FROM signing_key
            ORDER BY signs_from DESC, created_at DESC, kid
            """;

    /// Stores the successor of the newest key, if that is older than $5 seconds. It signs in $6 seconds. The
    /// caller holds [#LOCK_KEY_CREATION].
    static final String CREATE_SUCCESSOR = """
            INSERT INTO signing_key (kid, algorithm, private_key, sealed_by, public_key, signs_from)
            SELECT $1, 'ES256', $2, $3, $4, now() + $6 * INTERVAL '1 second'
            WHERE (SELECT max(signs_from) FROM signing_key WHERE private_key IS NOT NULL)
                  <= now() - $5 * INTERVAL '1 second'
            """;

    /// Whether [#CREATE_SUCCESSOR] would store a key. $1: seconds.
    static final String IS_DUE = """
            SELECT coalesce(max(signs_from) <= now() - $1 * INTERVAL '1 second', false) AS due
            FROM signing_key
            WHERE private_key IS NOT NULL
            """;

    /// Removes generated keys whose successor has signed for $1 seconds.
    static final String REMOVE_REPLACED = """
            DELETE FROM signing_key old
            WHERE old.private_key IS NOT NULL
              AND EXISTS (
                  SELECT
                  FROM signing_key newer
                  WHERE newer.private_key IS NOT NULL
                    AND newer.signs_from > old.signs_from
                    AND newer.signs_from <= now() - $1 * INTERVAL '1 second')
            """;

    /// A lock until the end of the transaction, so that replicas that start concurrently create only one key.
    static final String LOCK_KEY_CREATION = """
            SELECT pg_advisory_xact_lock(hashtextextended('liftline.signing_key', 0))
            """;

    /// Stores a key if no private key is stored. The caller holds [#LOCK_KEY_CREATION].
    static final String CREATE_FIRST_KEY = """
            INSERT INTO signing_key (kid, algorithm, private_key, sealed_by, public_key)
            SELECT $1, 'ES256', $2, $3, $4
            WHERE NOT EXISTS (SELECT 1 FROM signing_key WHERE private_key IS NOT NULL)
            ON CONFLICT DO NOTHING
            """;

    /// Stores a private key in another form. The caller holds [#LOCK_KEY_CREATION].
    static final String RESEAL = """
            UPDATE signing_key
            SET private_key = $2, sealed_by = $3
            WHERE kid = $1
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

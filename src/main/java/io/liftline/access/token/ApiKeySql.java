package io.liftline.access.token;

/// The statements with which a replica follows the table `api_key`.
final class ApiKeySql {

    /// The keys that were created or revoked since $1, and the time of the database. A transaction that
    /// commits late has an earlier `changed_at`, so the caller asks with an overlap.
    static final String CHANGED = """
            SELECT id, secret_hash, certificate, roles, wells, expires_at, revoked_at IS NOT NULL AS revoked,
                   clock_timestamp() AS asked_at
            FROM api_key
            WHERE changed_at >= $1
            """;

    /// Stores when keys were last used. $1: their ids, $2: the times.
    static final String USED = """
            UPDATE api_key
            SET last_used_at = greatest(last_used_at, used.at)
            FROM unnest($1::text[], $2::timestamptz[]) AS used (id, at)
            WHERE api_key.id = used.id
            """;

    private ApiKeySql() {}
}

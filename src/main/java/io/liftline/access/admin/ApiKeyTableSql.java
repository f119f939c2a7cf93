package io.liftline.access.admin;

/// The statements with which API keys are administered. None returns a hash.
final class ApiKeyTableSql {

    private static final String COLUMNS =
            "id, name, certificate, roles, wells, created_by, created_at, expires_at, last_used_at";

    /// A page of keys that are not revoked, after the id $1, at most $2.
    static final String PAGE = """
            SELECT %s
            FROM api_key
            WHERE revoked_at IS NULL AND id > $1
            ORDER BY id
            LIMIT $2
            """.formatted(COLUMNS);

    /// Returns no row if there are $9 keys already, or one of the same certificate.
    static final String CREATE = """
            INSERT INTO api_key (id, name, secret_hash, certificate, roles, wells, created_by, expires_at)
            SELECT $1, $2, $3, $4, $5, $6, $7, $8
            WHERE (SELECT count(*) FROM api_key WHERE revoked_at IS NULL) < $9
            ON CONFLICT (certificate) WHERE revoked_at IS NULL DO NOTHING
            RETURNING %s
            """.formatted(COLUMNS);

    /// Removes keys that were revoked long ago; every replica has forgotten them.
    static final String FORGET = """
            DELETE FROM api_key
            WHERE revoked_at < now() - INTERVAL '90 days'
            """;

    static final String REVOKE = """
            UPDATE api_key
            SET revoked_at = now(), changed_at = clock_timestamp()
            WHERE id = $1 AND revoked_at IS NULL
            """;

    private ApiKeyTableSql() {}
}

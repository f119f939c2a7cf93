package io.liftline.access.admin;

/// The statements about users. None returns a password hash.
final class UserSql {

    private static final String COLUMNS = "username, roles, wells, disabled, created_at, updated_at";

    /// A page of users after the name $1, at most $2.
    static final String PAGE = """
            SELECT %s
            FROM app_user
            WHERE username > $1
            ORDER BY username
            LIMIT $2
            """.formatted(COLUMNS);

    static final String ONE = """
            SELECT %s
            FROM app_user
            WHERE username = $1
            """.formatted(COLUMNS);

    /// Returns no row if the name is taken. $5: the maximum number of users.
    static final String CREATE = """
            INSERT INTO app_user (username, password_hash, roles, wells)
            SELECT $1, $2, $3, $4
            WHERE (SELECT count(*) FROM app_user) < $5
            ON CONFLICT DO NOTHING
            RETURNING %s
            """.formatted(COLUMNS);

    /// Changes what is not NULL.
    static final String CHANGE = """
            UPDATE app_user
            SET password_hash = coalesce($2, password_hash),
                roles = coalesce($3::text[], roles),
                wells = coalesce($4::text[], wells),
                disabled = coalesce($5, disabled),
                updated_at = now()
            WHERE username = $1
            RETURNING %s
            """.formatted(COLUMNS);

    static final String DELETE = """
            DELETE FROM app_user
            WHERE username = $1
            """;

    /// Revokes the refresh tokens of a user.
    static final String END_SESSIONS = """
            DELETE FROM login_session
            WHERE username = $1
            """;

    /// Only one transaction at a time changes users, so that two of them do not remove the last two
    /// administrators.
    static final String LOCK = """
            SELECT pg_advisory_xact_lock(hashtextextended('liftline: users', 0))
            """;

    /// Whether somebody can still administer.
    static final String ANY_ADMIN = """
            SELECT EXISTS (
                SELECT FROM app_user
                WHERE 'admin' = ANY (roles) AND '*' = ANY (wells) AND NOT disabled) AS any_admin
            """;

    private UserSql() {}
}

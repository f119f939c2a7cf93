package io.liftline.access.login;

/// SQL statements of the table `app_user`.
final class LoginSql {

    static final String FIND_USER = """
            SELECT username, password_hash, roles, wells, disabled
            FROM app_user
            WHERE username = $1
            """;

    static final String ANY_USER = """
            SELECT EXISTS (SELECT 1 FROM app_user) AS any_user
            """;

    /// Creates the user only if there is none. Two replicas may execute it concurrently.
    static final String CREATE_FIRST_USER = """
            INSERT INTO app_user (username, password_hash, roles, wells)
            SELECT $1, $2, $3, $4
            WHERE NOT EXISTS (SELECT 1 FROM app_user)
            ON CONFLICT DO NOTHING
            """;

    /// Replaces the hash $2 of a password by another one of the same password, unless it was changed
    /// meanwhile.
    static final String REPLACE_HASH = """
            UPDATE app_user
            SET password_hash = $3
            WHERE username = $1 AND password_hash = $2
            """;

    private LoginSql() {}
}

package io.liftline.access.login;

/// The statements of the tables `login_session` and `refresh_token`.
final class SessionSql {

    /// Sessions of a user beyond this number end, the oldest first.
    static final int SESSIONS_OF_A_USER = 100;

    /// So many spent tokens of a session are kept. An older one is unknown.
    static final int SPENT_TOKENS = 100;

    /// A client whose answer was lost may repeat its request for so many seconds.
    static final int GRACE_SECONDS = 10;

    /// Removes the oldest sessions of the user $1, and some expired ones of anybody.
    static final String REMOVE_OLD = """
            DELETE FROM login_session
            WHERE id IN (SELECT id FROM login_session WHERE username = $1 ORDER BY created_at DESC OFFSET %d)
               OR id IN (SELECT id FROM login_session WHERE expires_at < now() ORDER BY expires_at LIMIT 100)
            """.formatted(SESSIONS_OF_A_USER - 1);

    /// $1: the user, $2: seconds until the session ends, $3: hash of its first token.
    static final String BEGIN = """
            WITH begun AS (
                INSERT INTO login_session (username, expires_at)
                VALUES ($1, now() + $2 * INTERVAL '1 second')
                RETURNING id)
            INSERT INTO refresh_token (token_hash, session_id)
            SELECT $3, id
            FROM begun
            """;

    /// Locks the session of the token $1, so that two requests do not spend the same token.
    static final String LOCK = """
            SELECT id
            FROM login_session
            WHERE id = (SELECT session_id FROM refresh_token WHERE token_hash = $1)
            FOR UPDATE
            """;

    /// The token $1 with its session and user. It is in grace if it was spent a moment ago, and its successor
    /// was not.
    static final String FIND = """
            SELECT s.id AS session_id, s.expires_at <= now() AS expired, u.username, u.roles, u.wells, u.disabled,
                   t.spent_at IS NOT NULL AS spent,
                   t.successor_salt,
                   coalesce(t.spent_at > clock_timestamp() - INTERVAL '%d seconds', false)
                       AND NOT EXISTS (
                           SELECT
                           FROM refresh_token later
                           WHERE later.session_id = t.session_id AND later.spent_at > t.spent_at) AS in_grace
            FROM refresh_token t
            JOIN login_session s ON s.id = t.session_id
            JOIN app_user u ON u.username = s.username
            WHERE t.token_hash = $1
            """.formatted(GRACE_SECONDS);

    /// $1: hash of the token, $2: the salt of its successor.
    static final String SPEND = """
            UPDATE refresh_token
            SET spent_at = clock_timestamp(), successor_salt = $2
            WHERE token_hash = $1
            """;

    /// Adds the token with the hash $2 to the session $1, which then ends in $3 seconds.
    static final String ADD = """
            WITH used AS (
                UPDATE login_session
                SET expires_at = now() + $3 * INTERVAL '1 second'
                WHERE id = $1
                RETURNING id)
            INSERT INTO refresh_token (token_hash, session_id)
            SELECT $2, id
            FROM used
            """;

    static final String REMOVE_SPENT = """
            DELETE FROM refresh_token
            WHERE session_id = $1
              AND token_hash IN (
                  SELECT token_hash
                  FROM refresh_token
                  WHERE session_id = $1
                  ORDER BY created_at DESC
                  OFFSET %d)
            """.formatted(SPENT_TOKENS + 1);

    static final String END = """
            DELETE FROM login_session
            WHERE id = $1
            """;

    static final String END_OF = """
            DELETE FROM login_session
            WHERE id = (SELECT session_id FROM refresh_token WHERE token_hash = $1)
            """;

    private SessionSql() {}
}

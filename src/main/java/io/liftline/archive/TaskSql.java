package io.liftline.archive;

/// The statements about the table `archive_task`.
final class TaskSql {

    private static final String COLUMNS = """
            id, kind, state, parameters::text AS parameters, result::text AS result, error, requested_by, requested_at,
                   finished_at""";

    /// Adds a task, unless as many are waiting as are allowed.
    static final String ADD = """
            INSERT INTO archive_task (kind, parameters, requested_by)
            SELECT ?, ?::jsonb, ?
            WHERE (SELECT count(*) FROM archive_task WHERE state = 'waiting') < ?
            RETURNING %s
            """.formatted(COLUMNS);

    static final String FIND = """
            SELECT %s
            FROM archive_task
            WHERE kind = ? AND id = ?
            """.formatted(COLUMNS);

    /// The oldest task that is not done. One that runs was begun by a leader that is gone.
    static final String NEXT = """
            SELECT %s
            FROM archive_task
            WHERE state IN ('waiting', 'running')
            ORDER BY id
            LIMIT 1
            """.formatted(COLUMNS);

    /// The newest finished task of a kind.
    static final String LAST = """
            SELECT %s
            FROM archive_task
            WHERE kind = ? AND state IN ('done', 'failed')
            ORDER BY finished_at DESC
            LIMIT 1
            """.formatted(COLUMNS);

    /// The task that is carried out now.
    static final String RUNNING = """
            SELECT id, kind, coalesce(started_at, requested_at) AS started_at, result::text AS result
            FROM archive_task
            WHERE state = 'running'
            ORDER BY id
            LIMIT 1
            """;

    /// When a task of a kind was last done; before the first, when one was first asked for.
    static final String LAST_SUCCESS = """
            SELECT coalesce(max(finished_at) FILTER (WHERE state = 'done'), min(requested_at)) AS at
            FROM archive_task
            WHERE kind = ?
            """;

    static final String BEGIN = """
            UPDATE archive_task
            SET state = 'running', started_at = now()
            WHERE id = ?
            """;

    static final String PROGRESS = """
            UPDATE archive_task
            SET result = ?::jsonb
            WHERE id = ?
            """;

    static final String FINISH = """
            UPDATE archive_task
            SET state = ?, result = coalesce(?::jsonb, result), error = ?::text, finished_at = now()
            WHERE id = ?
            """;

    /// Deletes the finished tasks of a kind, except for the newest ?, and the newest that was done.
    static final String TRIM = """
            DELETE FROM archive_task
            WHERE kind = ? AND state IN ('done', 'failed')
              AND id <> coalesce((SELECT max(id) FROM archive_task WHERE kind = ? AND state = 'done'), 0)
              AND id <= (SELECT id
                         FROM archive_task
                         WHERE kind = ? AND state IN ('done', 'failed')
                         ORDER BY id DESC
                         OFFSET ?
                         LIMIT 1)
            """;

    private TaskSql() {}
}

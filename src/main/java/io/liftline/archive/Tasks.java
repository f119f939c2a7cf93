package io.liftline.archive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.liftline.database.Query;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/// The table `archive_task`, on one connection.
record Tasks(Connection connection) {

    /// The user of tasks that nobody has asked for.
    static final String SCHEDULE = "schedule";

    /// The number of finished tasks of each kind that are kept.
    static final int KEPT = 100;

    /// The number of tasks that may wait.
    static final int MAX_WAITING = 20;

    private static final ObjectMapper JSON = new ObjectMapper();

    /// Adds a task. Empty if [#MAX_WAITING] tasks wait already.
    Optional<ArchiveTask> add(TaskKind kind, JsonNode parameters, String requestedBy) throws SQLException {
        return Query.first(
                connection, Tasks::task, TaskSql.ADD, kind.text(), parameters.toString(), requestedBy, MAX_WAITING);
    }

    Optional<ArchiveTask> find(TaskKind kind, long id) throws SQLException {
        return Query.first(connection, Tasks::task, TaskSql.FIND, kind.text(), id);
    }

    /// The oldest task that is not done.
    Optional<ArchiveTask> next() throws SQLException {
        return Query.first(connection, Tasks::task, TaskSql.NEXT);
    }

    /// The task that is carried out now.
    Optional<RunningTask> running() throws SQLException {
        return Query.first(
                connection,
                row -> new RunningTask(
                        row.getLong("id"),
                        row.getString("kind"),
                        Query.time(row, "started_at").orElseThrow(),
                        Optional.ofNullable(row.getString("result"))
                                .map(Tasks::json)
                                .flatMap(ChunkProgress::of)),
                TaskSql.RUNNING);
    }

    /// The newest finished task of a kind.
    Optional<ArchiveTask> last(TaskKind kind) throws SQLException {
        return Query.first(connection, Tasks::task, TaskSql.LAST, kind.text());
    }

    /// When a task of a kind last succeeded; before the first success, when one was first asked for. Empty before that.
    Optional<Instant> lastSuccess(TaskKind kind) throws SQLException {
        return Query.first(connection, row -> Query.time(row, "at"), TaskSql.LAST_SUCCESS, kind.text())
                .flatMap(time -> time);
    }

    void begin(ArchiveTask task) throws SQLException {
        Query.execute(connection, TaskSql.BEGIN, task.id());
    }

    /// Records what came of a task so far.
    void progress(ArchiveTask task, JsonNode result) throws SQLException {
        Query.execute(connection, TaskSql.PROGRESS, result.toString(), task.id());
    }

    void done(ArchiveTask task, JsonNode result) throws SQLException {
        Query.execute(connection, TaskSql.FINISH, "done", result.toString(), Optional.empty(), task.id());
        trim(task.kind());
    }

    void failed(ArchiveTask task, String error) throws SQLException {
        Query.execute(connection, TaskSql.FINISH, "failed", Optional.empty(), error, task.id());
        trim(task.kind());
    }

    private void trim(TaskKind kind) throws SQLException {
        Query.execute(connection, TaskSql.TRIM, kind.text(), kind.text(), kind.text(), KEPT);
    }

    private static ArchiveTask task(ResultSet row) throws SQLException {
        return new ArchiveTask(
                row.getLong("id"),
                TaskKind.of(row.getString("kind")),
                row.getString("state"),
                json(row.getString("parameters")),
                Optional.ofNullable(row.getString("result")).map(Tasks::json),
                Optional.ofNullable(row.getString("error")),
                row.getString("requested_by"),
                Query.time(row, "requested_at").orElseThrow(),
                Query.time(row, "finished_at"));
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the database gives valid JSON", e);
        }
    }
}

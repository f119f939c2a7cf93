package io.liftline.archive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jboss.logging.Logger;

/// Carries out tasks, on the leader.
///
/// @param archive the parts
/// @param keepRestored how long restored chunks are kept
/// @param state is told of successes
record TaskRunner(Archive archive, Duration keepRestored, ArchiveState state) {

    private static final Logger LOG = Logger.getLogger(TaskRunner.class);

    /// Carries out a task, and records what came of it, whatever that is: a task without an outcome would be
    /// carried out again and again.
    ///
    /// @param connection the connection that holds the leader's lock
    /// @throws SQLException if the connection is lost
    void run(Connection connection, ArchiveTask task) throws SQLException {
        Tasks tasks = new Tasks(connection);
        tasks.begin(task);
        try {
            JsonNode result = result(connection, tasks, task);
            tasks.done(task, result);
            state.succeeded(task.kind(), archive.clock().instant());
            LOG.infof("Archive: task=%s id=%d result=%s", task.kind().text(), task.id(), result);
        } catch (IOException | SQLException | StaleStateException e) {
            LOG.warnf(
                    "Archive: task=%s id=%d failed, reason=\"%s\"", task.kind().text(), task.id(), e.getMessage());
            tasks.failed(task, String.valueOf(e.getMessage()));
        } catch (RuntimeException | Error e) { // a fault of the program; the caller logs where it is
            tasks.failed(task, e.toString());
            throw e;
        }
    }

    private JsonNode result(Connection connection, Tasks tasks, ArchiveTask task) throws IOException, SQLException {
        return switch (task.kind()) {
            case RUN -> {
                Progress progress = new TaskProgress(archive.progress(), tasks, task, archive.clock());
                yield json(new ArchivePass(archive.telling(progress), new Catalogue(connection)).run());
            }
            case RESTORE -> {
                RestoreResult result = new ArchiveRestore(archive, keepRestored)
                        .restore(
                                connection,
                                RestoreOrder.of(task.parameters()),
                                soFar -> tasks.progress(task, soFar.json()));
                if (result.hasFailures()) {
                    throw new IOException("some objects could not be restored, see failures");
                }
                yield result.json();
            }
            case DRILL -> new ArchiveDrill(archive).run(connection);
        };
    }

    private static JsonNode json(PassResult result) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("verified", result.verified())
                .put("dropped", result.dropped())
                .put("brought_back", result.broughtBack())
                .put("failed", result.failed());
    }
}

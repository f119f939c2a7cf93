package io.liftline.archive;

import com.fasterxml.jackson.databind.JsonNode;
import io.liftline.archive.store.ObjectStore;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.liftline.telemetry.TimeRange;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/// What the HTTP routes of the archive do. Its methods block.
@Singleton
class ArchiveService {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final ArchiveFactory factory;
    private final StoreProbe probe = new StoreProbe(PATIENCE);

    ArchiveService(ArchiveFactory factory) {
        this.factory = factory;
    }

    ArchiveStatus status() throws SQLException {
        Optional<ObjectStore> store = factory.archive().map(Archive::store);
        Optional<Boolean> reachable = store.map(probe::answers); // a connection does not wait for the store
        return on(connection -> {
            Backlog backlog = factory.backlog(connection);
            Tasks tasks = new Tasks(connection);
            return new ArchiveStatus(
                    store.map(ObjectStore::describe),
                    reachable,
                    backlog.chunks(),
                    backlog.failing(),
                    backlog.overdue(),
                    backlog.oldest(),
                    tasks.running(),
                    tasks.last(TaskKind.RUN),
                    tasks.last(TaskKind.DRILL));
        });
    }

    ArchivedObject.Page objects(Optional<Hypertable> hypertable, TimeRange range, int offset) throws SQLException {
        return on(connection -> ObjectListing.page(connection, hypertable, range, offset));
    }

    /// Adds a task for the leader.
    ///
    /// @throws ProblemException 409 if no store is configured, 429 if too many tasks wait
    ArchiveTask add(TaskKind kind, JsonNode parameters, String username) throws SQLException {
        if (factory.archive().isEmpty()) {
            throw new ProblemException(
                    ProblemCode.CONFLICT, "No store is configured (liftline.archive.store), so there is no archive");
        }
        return on(connection -> new Tasks(connection).add(kind, parameters, username))
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.TOO_MANY_REQUESTS,
                        "%d tasks of the archive are waiting, no more are accepted".formatted(Tasks.MAX_WAITING)));
    }

    /// A task.
    ///
    /// @throws ProblemException 404 if there is no such task
    ArchiveTask find(TaskKind kind, long id) throws SQLException {
        return on(connection -> new Tasks(connection).find(kind, id))
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.NOT_FOUND, "There is no such task; only the newest of each kind are kept"));
    }

    @FunctionalInterface
    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    private <T> T on(Work<T> work) throws SQLException {
        try (Connection connection = factory.database().getConnection()) {
            return work.on(connection);
        }
    }
}

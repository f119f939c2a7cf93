package io.liftline.archive;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.liftline.archive.store.StoreCheck;
import io.liftline.archive.store.StoredObject;
import io.liftline.database.Background;
import io.liftline.database.SchemaReady;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/// Archives in the background, on a thread of its own that may block. Of all replicas one leads; the others
/// try to, and watch the backlog.
///
/// A process that is killed loses nothing: the next leader goes on from the catalogue, and carries out a task
/// again that was begun and not finished.
@Singleton
class ArchiveWorker {

    private static final Logger LOG = Logger.getLogger(ArchiveWorker.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

    /// The backlog and the store are watched at every so many looks: each 30 s.
    private static final int WATCH_AT = 15;

    private static final Duration MEASURE_EVERY = Duration.ofMinutes(10);

    private final ArchiveFactory factory;
    private final ArchiveConfig config;
    private final ArchiveState state;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final Background background = new Background("archive");
    private Optional<Leadership> leadership = Optional.empty();
    private int looks;
    private boolean checked;

    ArchiveWorker(ArchiveFactory factory, ArchiveConfig config, ArchiveState state) {
        this.factory = factory;
        this.config = config;
        this.state = state;
    }

    void begin(@Observes SchemaReady event) {
        Optional<Archive> archive = factory.archive();
        if (begun.getAndSet(true)) {
            return;
        }
        background.repeat(Duration.ZERO, MEASURE_EVERY, this::measure);
        if (archive.isEmpty()) {
            LOG.info(
                    "The archive is off: no store is configured (LIFTLINE_ARCHIVE_STORE), and no chunk is ever dropped");
            return;
        }
        LOG.infof("The archive is on: store=\"%s\"", archive.get().store().describe());
        state.enable();
        background.repeat(Duration.ZERO, LOOK_EVERY, () -> look(archive.get()));
    }

    void end(@Observes ShutdownEvent event) {
        background.close();
    }

    private void look(Archive archive) {
        try {
            if (looks++ % WATCH_AT == 0) {
                watch(archive);
            }
            if (lead() && isStoreUsable(archive)) {
                Connection connection = leadership.orElseThrow().connection();
                schedule(archive, new Tasks(connection));
                work(archive, connection);
            }
        } catch (SQLException e) {
            LOG.warnf("The archive cannot work now, retrying: reason=\"%s\"", e.getMessage());
            resign();
        } catch (RuntimeException | Error e) {
            resign();
            throw e;
        }
    }

    /// Reads the sizes, also without a store.
    private void measure() {
        try (Connection connection = factory.database().getConnection()) {
            for (Hypertable hypertable : Hypertable.ALL) {
                state.sizesAre(Sizes.read(connection, hypertable));
            }
        } catch (SQLException e) {
            LOG.warnf("The sizes of the hypertables cannot be read, retrying: reason=\"%s\"", e.getMessage());
        }
    }

    private void watch(Archive archive) throws SQLException {
        try (Connection connection = factory.database().getConnection()) {
            state.backlogIs(factory.backlog(connection));
            Tasks tasks = new Tasks(connection);
            for (TaskKind kind : TaskKind.values()) {
                tasks.lastSuccess(kind).ifPresent(at -> state.succeeded(kind, at));
                tasks.last(kind).ifPresent(state::finished);
            }
        }
        try {
            List<StoredObject> _ = archive.store().list("", "", 1);
            state.storeAnswered();
        } catch (IOException e) {
            LOG.warnf("The store of the archive cannot be reached: reason=\"%s\"", e.getMessage());
            state.storeFailed();
        }
    }

    /// Whether the store does all that the archive needs. It is checked until it does, at most every 30 s, because
    /// a store without conditional writes could overwrite an object.
    private boolean isStoreUsable(Archive archive) {
        if (!checked && looks % WATCH_AT == 1) {
            try {
                LocalDate today = LocalDate.ofInstant(archive.clock().instant(), ZoneOffset.UTC);
                LOG.debugf("Checked the store of the archive: object=%s", StoreCheck.run(archive.store(), today));
                checked = true;
            } catch (IOException e) {
                LOG.errorf(
                        "The store of the archive cannot be used, nothing is archived: reason=\"%s\"", e.getMessage());
                state.storeFailed();
            }
        }
        return checked;
    }

    /// Whether this replica leads now.
    private boolean lead() throws SQLException {
        if (leadership.isPresent() && !leadership.get().holds()) {
            resign();
        }
        if (leadership.isEmpty()) {
            leadership = Leadership.attempt(factory.database());
            state.leads(leadership);
        }
        return leadership.isPresent();
    }

    private void resign() {
        leadership.ifPresent(held -> {
            try (held) {
                LOG.debug("Resigned from leading the archive");
            } catch (SQLException e) {
                LOG.debugf("The connection of the leader is lost: reason=\"%s\"", e.getMessage());
            }
        });
        leadership = Optional.empty();
        state.leads(leadership);
    }

    /// Adds the tasks that are due by the clock, unless tasks wait already.
    private void schedule(Archive archive, Tasks tasks) throws SQLException {
        if (tasks.next().isPresent()) {
            return;
        }
        if (isDue(archive, tasks, TaskKind.RUN, config.interval())) {
            add(tasks, TaskKind.RUN);
        } else if (isDue(archive, tasks, TaskKind.DRILL, config.drillEvery())) {
            add(tasks, TaskKind.DRILL);
        }
    }

    private static void add(Tasks tasks, TaskKind kind) throws SQLException {
        Optional<ArchiveTask> _ = tasks.add(kind, JsonNodeFactory.instance.objectNode(), Tasks.SCHEDULE);
    }

    private static boolean isDue(Archive archive, Tasks tasks, TaskKind kind, Duration every) throws SQLException {
        Instant before = archive.clock().instant().minus(every);
        return tasks.last(kind)
                .flatMap(ArchiveTask::finishedAt)
                .filter(before::isBefore)
                .isEmpty();
    }

    private void work(Archive archive, Connection connection) throws SQLException {
        TaskRunner runner = new TaskRunner(archive, config.keepRestored(), state);
        Tasks tasks = new Tasks(connection);
        for (Optional<ArchiveTask> next = tasks.next(); next.isPresent(); next = tasks.next()) {
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
            runner.run(connection, next.get());
        }
        state.backlogIs(factory.backlog(connection));
    }
}

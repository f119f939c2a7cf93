package io.liftline.ingest.write;

import io.liftline.database.Background;
import io.liftline.database.SchemaReady;
import io.liftline.ingest.write.WriterConnections.NotBegunException;
import io.liftline.telemetry.Timestamp;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.ObserverMethod;
import jakarta.inject.Singleton;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jboss.logging.Logger;

/// Maintains the table `well`: the list of wells, the time of the oldest sample of each, and a lower bound for
/// the time of its newest sample. Its methods block.
///
/// Known wells are cached, so a commit with known wells runs no extra statement. A new well, or a sample older
/// than the oldest of its well, is stored before the rows are acknowledged. So a client that has its receipt
/// finds the well in the list. Last times are stored periodically, for all wells in one statement. Wells that
/// other programs write by SQL are added periodically.
///
/// A failure never fails a write. What could not be stored is retried later.
@Singleton
public class WellRegistry {

    private static final Logger LOG = Logger.getLogger(WellRegistry.class);

    private static final int REMEMBERED_WELLS = 100_000;
    private static final int STATEMENT_WELLS = 10_000;

    /// Maximum time that a commit waits for the storing of new wells.
    private static final Duration STATEMENT_DEADLINE = Duration.ofSeconds(5);

    private static final Duration STORE_EVERY = Duration.ofSeconds(10);

    /// A last time is stored if it is newer by this time. It is only a lower bound for finding the chunk, and a
    /// chunk is a day long.
    private static final Duration STEP = Duration.ofMinutes(1);

    /// The priority after observers without one, such as [TelemetryWriter].
    private static final int AFTER_WRITER = ObserverMethod.DEFAULT_PRIORITY + 1;

    private static final Duration SWEEP_EVERY = Duration.ofMinutes(10);
    private static final int SWEPT_HOURS = 24;
    private static final long NONE_YET = -1;

    private final WriterConnections connections;
    private final KnownWells known = new KnownWells(REMEMBERED_WELLS);

    /// The last removal of a well that this replica has noticed.
    private long noticed = NONE_YET;

    private final Background background = new Background("well-registry");

    WellRegistry(WriterConnections connections) {
        this.connections = connections;
    }

    void begin(@Observes SchemaReady event) {
        background.repeat(Duration.ZERO, STORE_EVERY, this::noticeRemovals);
        background.repeat(STORE_EVERY, STORE_EVERY, this::storeLastTimes);
        background.repeat(Duration.ZERO, SWEEP_EVERY, this::sweep);
    }

    void end(@Observes @Priority(AFTER_WRITER) ShutdownEvent event) {
        background.close();
        store(known.behind(1));
    }

    /// Records committed rows, before they are acknowledged and their batches released.
    void committed(List<ColumnBatch> batches) {
        List<WellTimes> news = known.note(batches);
        if (!news.isEmpty()) {
            store(news);
        }
    }

    /// The wells of a batch of which this replica has written no rows.
    Set<String> unknown(ColumnBatch batch) {
        return known.unknown(batch);
    }

    /// Forgets a well that was removed, so that it is stored again if it has new samples.
    public void forget(String wellId) {
        known.forget(wellId);
    }

    /// Forgets the wells that other replicas have removed. This replica may have written samples of them since,
    /// without storing them as new wells; they are stored again.
    synchronized void noticeRemovals() {
        try {
            noticed = repeatable(connection -> {
                RemovedWells removed = new RemovedWells(connection);
                return noticed == NONE_YET ? removed.last() : removed.after(noticed, known::forget);
            });
        } catch (SQLException | RuntimeException e) {
            LOG.warnf("Could not look for removed wells, retrying later: reason=\"%s\"", reason(e));
        }
    }

    /// Stores last times that have become newer, and whatever could not be stored before.
    void storeLastTimes() {
        store(known.behind(TimeUnit.NANOSECONDS.toMicros(STEP.toNanos())));
    }

    /// Adds wells with samples of the last day that other programs have written.
    void sweep() {
        try {
            run(WellRegistrySql.SWEEP, (_, statement) -> statement.setInt(1, SWEPT_HOURS));
        } catch (SQLException | RuntimeException e) {
            LOG.warnf("Could not add wells of other programs, retrying later: reason=\"%s\"", reason(e));
        }
    }

    private void store(List<WellTimes> times) {
        for (int from = 0; from < times.size(); from += STATEMENT_WELLS) {
            List<WellTimes> some = times.subList(from, Math.min(from + STATEMENT_WELLS, times.size()));
            try {
                run(WellRegistrySql.STORE, (connection, statement) -> bind(connection, statement, some));
                known.stored(some);
            } catch (SQLException | RuntimeException e) {
                LOG.warnf("Could not store wells, retrying later: wells=%d reason=\"%s\"", some.size(), reason(e));
                return;
            }
        }
    }

    /// The first line only: the detail in the next lines contains values of the row.
    private static String reason(Exception failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }

    private static void bind(Connection connection, PreparedStatement statement, List<WellTimes> times)
            throws SQLException {
        statement.setQueryTimeout((int) STATEMENT_DEADLINE.toSeconds());
        statement.setArray(1, array(connection, "varchar", times, WellTimes::wellId));
        statement.setArray(2, array(connection, "timestamptz", times, each -> Timestamp.format(each.first())));
        statement.setArray(3, array(connection, "timestamptz", times, each -> Timestamp.format(each.last())));
    }

    private static Array array(
            Connection connection, String type, List<WellTimes> times, Function<WellTimes, String> element)
            throws SQLException {
        return connection.createArrayOf(type, times.stream().map(element).toArray());
    }

    /// Sets the parameters of a statement.
    @FunctionalInterface
    private interface Parameters {

        void bind(Connection connection, PreparedStatement statement) throws SQLException;
    }

    private void run(String sql, Parameters parameters) throws SQLException {
        repeatable(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                parameters.bind(connection, statement);
                return statement.execute();
            }
        });
    }

    /// Runs statements that have the same result when they run twice. If the connection is lost, they run again on
    /// another one.
    private <T> T repeatable(WriterConnections.Work<T> work) throws SQLException {
        return connections.use(connection -> {
            try {
                return work.on(connection);
            } catch (SQLException e) {
                if (WriterConnections.isUseless(e)) {
                    throw new NotBegunException(e);
                }
                throw e;
            }
        });
    }
}

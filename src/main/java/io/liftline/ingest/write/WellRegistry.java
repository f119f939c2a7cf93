package io.liftline.ingest.write;

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
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jboss.logging.Logger;

/// Keeps the table `well`: which wells there are, the time of the oldest sample, and a lower bound of the
/// time of the newest; blocking.
///
/// Wells are remembered, so a commit whose wells are known runs no statement for them. A well that is not,
/// and a sample that is older than the oldest of its well, is stored before the rows are acknowledged, so
/// that whoever wrote it finds it in the list. Last times are stored now and then, those of all wells in one
/// statement. Wells of other programs, which write `esp_telemetry` by SQL, are looked for now and then.
///
/// None of it can fail a write: what could not be stored is tried again.
@Singleton
public class WellRegistry {

    private static final Logger LOG = Logger.getLogger(WellRegistry.class);

    private static final int REMEMBERED_WELLS = 100_000;
    private static final int STATEMENT_WELLS = 10_000;

    /// How long a commit waits for its new wells.
    private static final Duration STATEMENT_DEADLINE = Duration.ofSeconds(5);

    private static final Duration STORE_EVERY = Duration.ofSeconds(10);

    /// A last time is stored when it has moved on by so much: chunks are a day long, so one that is a little
    /// older serves as well.
    private static final Duration STEP = Duration.ofMinutes(1);

    /// Observers without a priority, such as [TelemetryWriter], come before it.
    private static final int AFTER_WRITER = ObserverMethod.DEFAULT_PRIORITY + 1;

    private static final Duration SWEEP_EVERY = Duration.ofMinutes(10);
    private static final int SWEPT_HOURS = 24;

    private final WriterConnections connections;
    private final KnownWells known = new KnownWells(REMEMBERED_WELLS);
    private final ScheduledExecutorService background = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("well-registry").daemon().factory());

    WellRegistry(WriterConnections connections) {
        this.connections = connections;
    }

    void begin(@Observes SchemaReady event) {
        Future<?> _ = background.scheduleWithFixedDelay(
                this::storeLastTimes, STORE_EVERY.toMillis(), STORE_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        Future<?> _ = background.scheduleWithFixedDelay(this::sweep, 0, SWEEP_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    void end(@Observes @Priority(AFTER_WRITER) ShutdownEvent event) {
        background.shutdownNow();
        store(known.behind(1));
    }

    /// Takes note of rows that were committed, before they are acknowledged and their batches released.
    void committed(List<ColumnBatch> batches) {
        List<WellTimes> news = known.note(batches);
        if (!news.isEmpty()) {
            store(news);
        }
    }

    /// Stores last times that have moved on, and what could not be stored when it was due.
    void storeLastTimes() {
        store(known.behind(TimeUnit.NANOSECONDS.toMicros(STEP.toNanos())));
    }

    /// Adds the wells that other programs have written rows of for the last day.
    void sweep() {
        try {
            run(WellRegistrySql.SWEEP, (_, statement) -> statement.setInt(1, SWEPT_HOURS));
        } catch (SQLException | RuntimeException e) {
            LOG.warnf("Wells of other programs not looked for, it is tried again: reason=\"%s\"", reason(e));
        }
    }

    private void store(List<WellTimes> times) {
        for (int from = 0; from < times.size(); from += STATEMENT_WELLS) {
            List<WellTimes> some = times.subList(from, Math.min(from + STATEMENT_WELLS, times.size()));
            try {
                run(WellRegistrySql.STORE, (connection, statement) -> bind(connection, statement, some));
                known.stored(some);
            } catch (SQLException | RuntimeException e) {
                LOG.warnf("Wells not stored, it is tried again: wells=%d reason=\"%s\"", some.size(), reason(e));
                return;
            }
        }
    }

    /// Without the detail, which quotes the row.
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

    /// Gives a statement its parameters.
    @FunctionalInterface
    private interface Parameters {

        void bind(Connection connection, PreparedStatement statement) throws SQLException;
    }

    /// Runs a statement, again on another connection where one was lost: to run it twice does no harm.
    private void run(String sql, Parameters parameters) throws SQLException {
        connections.use(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                parameters.bind(connection, statement);
                return statement.execute();
            } catch (SQLException e) {
                if (WriterConnections.isUseless(e)) {
                    throw new NotBegunException(e);
                }
                throw e;
            }
        });
    }
}

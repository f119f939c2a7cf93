package io.liftline.rollup;

import io.agroal.api.AgroalDataSource;
import io.liftline.database.Background;
import io.liftline.database.Deadlines;
import io.liftline.database.SchemaReady;
import io.quarkus.agroal.DataSource;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/// Keeps the rollups complete, in the background. Of all replicas, one works at a time: the one that has the
/// advisory lock. What is to be done is in the database, so a run continues where another one stopped.
///
/// A failure is logged and retried by the next run.
@Singleton
public class RollupWorker {

    private static final Logger LOG = Logger.getLogger(RollupWorker.class);

    private final RollupConfig config;
    private final AgroalDataSource dataSource;
    private final Deadlines deadlines;
    private final InstantSource clock;
    private final RollupMetrics metrics;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final Background background = new Background("rollup");

    RollupWorker(
            RollupConfig config,
            @DataSource("copy") AgroalDataSource dataSource,
            Deadlines deadlines,
            InstantSource clock,
            RollupMetrics metrics) {
        this.config = config;
        this.dataSource = dataSource;
        this.deadlines = deadlines;
        this.clock = clock;
        this.metrics = metrics;
    }

    void begin(@Observes SchemaReady event) {
        if (!begun.compareAndSet(false, true)) {
            return;
        }
        background.repeat(config.interval(), config.interval(), this::run);
    }

    void end(@Observes ShutdownEvent event) {
        background.close();
    }

    /// Completes the rollups, unless another replica does so at the moment.
    ///
    /// @return whether they are complete now
    public boolean run() {
        try (Connection connection = dataSource.getConnection()) {
            return limited(connection);
        } catch (SQLException | RuntimeException e) {
            metrics.failed();
            LOG.warnf(
                    "Could not complete all rollups, retrying later: reason=\"%s\"",
                    String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
            return false;
        }
    }

    /// The connection is one of the writers' pool. Aggregating may take longer than their statements.
    private boolean limited(Connection connection) throws SQLException {
        limit(connection, config.statementTimeout(), config.statementTimeout().plus(Duration.ofSeconds(5)));
        try {
            return locked(connection);
        } finally {
            limit(connection, deadlines.statement(), deadlines.answer());
        }
    }

    private boolean locked(Connection connection) throws SQLException {
        boolean isWorker = is(connection, ProgressSql.LOCK);
        try {
            RollupSession session = new RollupSession(connection);
            Optional<SQLException> failure =
                    isWorker ? new RollupRun(session, clock.instant()).complete() : Optional.empty();
            metrics.progress(session.progress(), session.pending());
            if (failure.isPresent()) {
                throw failure.get();
            }
            return isWorker;
        } finally {
            if (isWorker) {
                is(connection, ProgressSql.UNLOCK);
            }
        }
    }

    private static void limit(Connection connection, Duration statement, Duration answer) throws SQLException {
        connection.setNetworkTimeout(Runnable::run, (int) answer.toMillis());
        try (Statement setting = connection.createStatement()) {
            setting.execute("SET statement_timeout = " + statement.toMillis());
        }
    }

    private static boolean is(Connection connection, String question) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(question)) {
            row.next();
            return row.getBoolean(1);
        }
    }
}

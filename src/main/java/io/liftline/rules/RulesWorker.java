package io.liftline.rules;

import io.agroal.api.AgroalDataSource;
import io.liftline.database.Background;
import io.liftline.database.Query;
import io.liftline.database.SchemaReady;
import io.liftline.well.DefaultLimits;
import io.quarkus.agroal.DataSource;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/// Evaluates the rules on fresh samples, in the background. Of all replicas, one works at a time: the one
/// that has the advisory lock. What was evaluated is in the database, so a run continues where another one
/// stopped.
///
/// A failure is logged and retried by the next run.
@Singleton
class RulesWorker {

    private static final Logger LOG = Logger.getLogger(RulesWorker.class);

    private final RulesConfig config;
    private final AgroalDataSource dataSource;
    private final RuleCatalogue catalogue;
    private final DefaultLimits defaults;
    private final RulesMetrics metrics;
    private final InstantSource clock;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final Background background = new Background("rules");

    RulesWorker(
            RulesConfig config,
            @DataSource("copy") AgroalDataSource dataSource,
            RuleCatalogue catalogue,
            DefaultLimits defaults,
            RulesMetrics metrics,
            InstantSource clock) {
        this.config = config;
        this.dataSource = dataSource;
        this.catalogue = catalogue;
        this.defaults = defaults;
        this.metrics = metrics;
        this.clock = clock;
    }

    void begin(@Observes SchemaReady event) {
        if (!config.enabled() || !begun.compareAndSet(false, true)) {
            return;
        }
        background.repeat(config.interval(), config.interval(), this::run);
    }

    void end(@Observes ShutdownEvent event) {
        background.close();
    }

    /// Evaluates fresh samples, unless another replica does so at the moment.
    ///
    /// @return whether all are evaluated now, by this call
    boolean run() {
        try (Connection connection = dataSource.getConnection()) {
            return locked(connection);
        } catch (SQLException | RuntimeException e) {
            metrics.failed();
            LOG.warnf(
                    "Could not evaluate the rules, retrying later: reason=\"%s\"",
                    String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
            return false;
        }
    }

    private boolean locked(Connection connection) throws SQLException {
        boolean isWorker = is(connection, RulesSql.LOCK);
        try {
            RulesSession session = new RulesSession(connection, defaults, catalogue.channels());
            boolean isDone = isWorker
                    && new RulesRun(session, new Evaluator(catalogue), metrics, config, clock.instant()).complete();
            metrics.progress(session.progress());
            return isDone;
        } finally {
            if (isWorker) {
                is(connection, RulesSql.UNLOCK);
            }
        }
    }

    private static boolean is(Connection connection, String question) throws SQLException {
        return Query.first(connection, row -> row.getBoolean(1), question).orElse(false);
    }
}

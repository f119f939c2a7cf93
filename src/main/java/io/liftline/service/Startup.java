package io.liftline.service;

import io.liftline.database.SchemaReady;
import io.liftline.schema.DatabaseFacts;
import io.liftline.schema.DatabaseProbe;
import io.liftline.schema.OpenFunctions;
import io.liftline.schema.Reconcile;
import io.liftline.schema.SchemaMigration;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Starts the service while its HTTP port is already open: checks the configuration, waits for the database,
/// migrates it, and fires [SchemaReady].
///
/// It waits for an unreachable database without a time limit. An invalid configuration or an unusable
/// database ends the process with status 1, and one log line per error.
@ApplicationScoped
public class Startup {

    private static final Logger LOG = Logger.getLogger(Startup.class);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

    private final StartupConfig config;
    private final SettingsCheck settings;
    private final StartupRetry retry;
    private final SchemaMigration migration;
    private final DatabaseProbe probe;
    private final Event<SchemaReady> schemaReady;
    private final StartupState state;
    private final BuildMetric build;
    private final PolicyMetric policies;
    private final ArchiveSettingsCheck archiveSettings;
    private final Reconcile reconcile;
    private final LockTableCheck locks;
    private final OpenFunctions functions;
    private volatile @Nullable Thread thread;

    Startup(
            StartupConfig config,
            SettingsCheck settings,
            StartupRetry retry,
            SchemaMigration migration,
            DatabaseProbe probe,
            Event<SchemaReady> schemaReady,
            StartupState state,
            BuildMetric build,
            PolicyMetric policies,
            ArchiveSettingsCheck archiveSettings,
            Reconcile reconcile,
            LockTableCheck locks,
            OpenFunctions functions) {
        this.config = config;
        this.settings = settings;
        this.retry = retry;
        this.migration = migration;
        this.probe = probe;
        this.schemaReady = schemaReady;
        this.state = state;
        this.build = build;
        this.policies = policies;
        this.archiveSettings = archiveSettings;
        this.reconcile = reconcile;
        this.locks = locks;
        this.functions = functions;
    }

    void begin(@Observes StartupEvent event) {
        if (!config.serve()) {
            return;
        }
        List<String> faults = new ArrayList<>(settings.faults());
        faults.addAll(archiveSettings.faults());
        if (faults.isEmpty()) {
            thread = Thread.ofPlatform().name("startup").daemon().start(this::bringUp);
        } else {
            faults.forEach(fault -> LOG.errorf("Cannot start: %s", fault));
            Quarkus.asyncExit(1);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        Thread running = thread;
        if (running != null) {
            running.interrupt();
        }
    }

    private void bringUp() {
        if (retry.untilDone(this::attempt) == StartupRetry.Outcome.REFUSED) {
            Quarkus.asyncExit(1);
        }
    }

    /// Migrates only if the schema is not up to date. The check takes two statements of the service's own
    /// role, whereas a migration opens connections of the owner.
    private void attempt() throws SQLException {
        if (config.migrate() && !probe.migrated().await().atMost(ANSWER_WITHIN)) {
            migration.migrate();
        }
        DatabaseFacts facts = probe.preflight().await().atMost(ANSWER_WITHIN);
        String version = probe.usable().await().atMost(ANSWER_WITHIN).version().getVersion();
        facts.edition().ifPresent(build::workingOn);
        reconcile();
        policies.look().await().atMost(ANSWER_WITHIN);
        locks.look().await().atMost(ANSWER_WITHIN);
        functions.look().await().atMost(ANSWER_WITHIN);
        schemaReady.fire(new SchemaReady());
        state.markStarted();
        LOG.infof("Started: schema_version=%s %s", version, facts.versions());
    }

    /// Compression and policies do not stop the service: what is missing is logged, and tried again at the
    /// next start.
    private void reconcile() {
        try {
            List<String> missing = reconcile.differences().await().atMost(ANSWER_WITHIN);
            if (config.migrate() && !missing.isEmpty()) {
                reconcile.run();
            } else {
                missing.forEach(statement ->
                        LOG.warnf("Missing, run 'liftline migrate' as the owner: statement=\"%s\"", statement));
            }
        } catch (SQLException | RuntimeException e) {
            LOG.warnf("Compression and policies could not be reconciled: reason=\"%s\"", e.getMessage());
        }
    }
}

package io.liftline.service;

import io.liftline.database.SchemaReady;
import io.liftline.schema.DatabaseFacts;
import io.liftline.schema.DatabaseProbe;
import io.liftline.schema.SchemaMigration;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Brings the service up beside its HTTP port: waits for the database, migrates it, tells everybody who
/// needs the schema.
///
/// A database that is away is waited for, however long. One that cannot be used ends the process with
/// status 1 and one line.
@ApplicationScoped
public class Startup {

    private static final Logger LOG = Logger.getLogger(Startup.class);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

    private final StartupConfig config;
    private final StartupRetry attempts;
    private final SchemaMigration migration;
    private final DatabaseProbe probe;
    private final Event<SchemaReady> schemaReady;
    private final StartupState state;
    private final BuildMetric build;
    private volatile @Nullable Thread thread;

    Startup(
            StartupConfig config,
            StartupRetry attempts,
            SchemaMigration migration,
            DatabaseProbe probe,
            Event<SchemaReady> schemaReady,
            StartupState state,
            BuildMetric build) {
        this.config = config;
        this.attempts = attempts;
        this.migration = migration;
        this.probe = probe;
        this.schemaReady = schemaReady;
        this.state = state;
        this.build = build;
    }

    void begin(@Observes StartupEvent event) {
        if (config.serve()) {
            thread = Thread.ofPlatform().name("startup").daemon().start(this::bringUp);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        Thread running = thread;
        if (running != null) {
            running.interrupt();
        }
    }

    private void bringUp() {
        if (attempts.until(this::attempt) == StartupRetry.Outcome.REFUSED) {
            Quarkus.asyncExit(1);
        }
    }

    /// A database that has the schema already costs four statements: the migration with its owner's
    /// connections is for the others.
    private void attempt() throws SQLException {
        if (config.migrate() && !probe.migrated().await().atMost(ANSWER_WITHIN)) {
            migration.migrate();
        }
        DatabaseFacts facts = probe.preflight().await().atMost(ANSWER_WITHIN);
        String version = probe.usable().await().atMost(ANSWER_WITHIN).version().getVersion();
        facts.edition().ifPresent(build::workingOn);
        schemaReady.fire(new SchemaReady());
        state.markStarted();
        LOG.infof("Started: schema_version=%s %s", version, facts.versions());
    }
}

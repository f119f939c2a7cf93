package io.liftline.service;

import io.liftline.storage.DatabaseProbe;
import io.liftline.storage.SchemaMigration;
import io.liftline.telemetry.SchemaReady;
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
    private final SchemaMigration migration;
    private final DatabaseProbe probe;
    private final Event<SchemaReady> schemaReady;
    private final StartupState state;
    private volatile @Nullable Thread thread;

    Startup(
            StartupConfig config,
            SchemaMigration migration,
            DatabaseProbe probe,
            Event<SchemaReady> schemaReady,
            StartupState state) {
        this.config = config;
        this.migration = migration;
        this.probe = probe;
        this.schemaReady = schemaReady;
        this.state = state;
    }

    void begin(@Observes StartupEvent event) {
        thread = Thread.ofVirtual().name("startup").start(this::bringUp);
    }

    void stop(@Observes ShutdownEvent event) {
        Thread running = thread;
        if (running != null) {
            running.interrupt();
        }
    }

    private void bringUp() {
        Duration pause = config.firstRetry();
        while (!Thread.currentThread().isInterrupted()) {
            try {
                attempt();
                return;
            } catch (SQLException | RuntimeException e) {
                switch (StartupFailure.of(e)) {
                    case StartupFailure.Away away -> {
                        LOG.warnf(
                                "Waiting for the database: retry_in_ms=%d reason=\"%s\"",
                                pause.toMillis(), away.line());
                        if (!slept(pause)) {
                            return;
                        }
                        pause = min(pause.multipliedBy(2), config.longestRetry());
                    }
                    case StartupFailure.Refused refused -> {
                        LOG.errorf("Cannot start: %s", refused.line());
                        Quarkus.asyncExit(1);
                        return;
                    }
                    case StartupFailure.Unexpected unexpected -> {
                        LOG.error("Cannot start", unexpected.cause());
                        Quarkus.asyncExit(1);
                        return;
                    }
                }
            }
        }
    }

    private void attempt() throws SQLException {
        if (config.migrate()) {
            migration.migrate();
        } else {
            probe.preflight().await().atMost(ANSWER_WITHIN);
        }
        String version = probe.usable().await().atMost(ANSWER_WITHIN).version().getVersion();
        schemaReady.fire(new SchemaReady());
        state.markStarted();
        LOG.infof("Started: schema_version=%s", version);
    }

    private static boolean slept(Duration pause) {
        try {
            Thread.sleep(pause);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}

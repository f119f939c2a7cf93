package io.liftline.schema;

import io.liftline.database.DatabaseReadOnly;
import io.liftline.database.DatabaseWritable;
import io.liftline.database.ProbeConnection;
import io.liftline.database.SingleFlight;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.flywaydb.core.api.MigrationVersion;

/// Asks the database, as the service's own role and on a connection outside of the pool, whether the service can
/// work.
@ApplicationScoped
public class DatabaseProbe {

    private static final Duration FRESH = Duration.ofSeconds(1);

    private final ProbeConnection connection;
    private final MigrationVersion expected;
    private final Event<DatabaseReadOnly> readOnly;
    private final Event<DatabaseWritable> writable;
    private final InstantSource clock;
    private final SingleFlight<DatabaseCondition> shared = new SingleFlight<>(this::read, FRESH);

    DatabaseProbe(
            ProbeConnection connection,
            ExpectedSchema expected,
            Event<DatabaseReadOnly> readOnly,
            Event<DatabaseWritable> writable,
            InstantSource clock) {
        this.connection = connection;
        this.expected = expected.version();
        this.readOnly = readOnly;
        this.writable = writable;
        this.clock = clock;
    }

    /// Completes when the service can work with the database.
    ///
    /// Callers at the same time share one statement, and an answer of the last second is given again. Fails
    /// with [DatabaseNotReadyException] when the service cannot work, with another failure when there is no
    /// answer within two seconds.
    public Uni<DatabaseCondition> usable() {
        return shared.get()
                .onItem()
                .invoke(condition -> condition.fault(expected).ifPresent(line -> {
                    throw new DatabaseNotReadyException(line);
                }));
    }

    /// Whether schema and grants are there, so that a migration would find nothing to do. No answer counts as
    /// no: the migration will say what is wrong.
    public Uni<Boolean> migrated() {
        // Not shared: the answer from before a migration must not be given after it.
        return read().chain(condition -> condition.fault(expected).isEmpty()
                        ? granted()
                        : Uni.createFrom().item(false))
                .onFailure()
                .recoverWithItem(false);
    }

    private Uni<Boolean> granted() {
        return connection.ask(SchemaSql.GRANTED).map(row -> row.getBoolean("granted"));
    }

    /// What the database says about itself; fails when [Preflight] has something against it.
    public Uni<DatabaseFacts> preflight() {
        return Uni.createFrom().deferred(() -> {
            Instant asked = clock.instant();
            return connection
                    .ask(SchemaSql.FACTS)
                    .map(row -> DatabaseFacts.of(row, asked, clock.instant()))
                    .invoke(SchemaMigration::refuseOrWarn);
        });
    }

    private Uni<DatabaseCondition> read() {
        return connection
                .ask(SchemaSql.CONDITION)
                .map(row -> new DatabaseCondition(
                        row.getBoolean("read_only"),
                        MigrationVersion.fromVersion(row.getString("version")),
                        row.getBoolean("writable")))
                .invoke(condition -> {
                    if (condition.readOnly()) {
                        readOnly.fire(new DatabaseReadOnly());
                    } else {
                        writable.fire(new DatabaseWritable());
                    }
                });
    }
}

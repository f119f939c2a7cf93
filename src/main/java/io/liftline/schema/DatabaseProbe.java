package io.liftline.schema;

import io.liftline.database.DatabaseFailure;
import io.liftline.database.DatabaseReadOnly;
import io.liftline.database.DatabaseUnresponsive;
import io.liftline.database.SingleFlight;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Duration;
import java.time.Instant;
import org.flywaydb.core.api.MigrationVersion;

/// Asks the database, as the service's own role and through the service's own pool, whether the service can
/// work.
@ApplicationScoped
public class DatabaseProbe {

    private static final Duration DEADLINE = Duration.ofSeconds(2);
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final Pool pool;
    private final MigrationVersion expected;
    private final Event<DatabaseReadOnly> readOnly;
    private final Event<DatabaseUnresponsive> unresponsive;
    private final SingleFlight<DatabaseCondition> shared = new SingleFlight<>(this::read, FRESH);

    DatabaseProbe(
            Pool pool,
            ExpectedSchema expected,
            Event<DatabaseReadOnly> readOnly,
            Event<DatabaseUnresponsive> unresponsive) {
        this.pool = pool;
        this.expected = expected.version();
        this.readOnly = readOnly;
        this.unresponsive = unresponsive;
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
        return pool.query(SchemaSql.GRANTED)
                .execute()
                .ifNoItem()
                .after(DEADLINE)
                .fail()
                .map(rows -> rows.iterator().next().getBoolean("granted"));
    }

    /// What the database says about itself; fails when [Preflight] has something against it.
    public Uni<DatabaseFacts> preflight() {
        return Uni.createFrom().deferred(() -> {
            Instant asked = Instant.now();
            return pool.query(SchemaSql.FACTS)
                    .execute()
                    .ifNoItem()
                    .after(DEADLINE)
                    .fail()
                    .map(rows -> DatabaseFacts.of(rows.iterator().next(), asked, Instant.now()))
                    .invoke(SchemaMigration::refuseOrWarn);
        });
    }

    private Uni<DatabaseCondition> read() {
        return ask().onFailure(DatabaseFailure::isUnanswered).invoke(this::askAgain);
    }

    /// One question may be unlucky; two in a row tell.
    private void askAgain() {
        ask().subscribe().with(_ -> {}, failure -> {
            if (DatabaseFailure.isUnanswered(failure)) {
                unresponsive.fire(new DatabaseUnresponsive());
            }
        });
    }

    /// Takes a connection first, as `TelemetryReader` does (vertx-sql-client, issue 1706).
    private Uni<DatabaseCondition> ask() {
        return pool.withConnection(
                        connection -> connection.query(SchemaSql.CONDITION).execute())
                .ifNoItem()
                .after(DEADLINE)
                .fail()
                .map(rows -> {
                    Row row = rows.iterator().next();
                    return new DatabaseCondition(
                            row.getBoolean("read_only"),
                            MigrationVersion.fromVersion(row.getString("version")),
                            row.getBoolean("writable"));
                })
                .invoke(condition -> {
                    if (condition.readOnly()) {
                        readOnly.fire(new DatabaseReadOnly());
                    }
                });
    }
}

package io.liftline.diagnostics;

import io.liftline.access.Audit;
import io.liftline.access.AuditEvent.Outcome;
import io.liftline.access.Caller;
import io.liftline.access.WellScope;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.liftline.telemetry.Timestamp;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/// Reads a finding, and changes its life: it is acknowledged, closed, and people add notes. Each change is
/// one transaction and one event of the audit.
@ApplicationScoped
class FindingLife {

    /// Maximum number of notes of a finding.
    static final int MAX_NOTES = 100;

    private static final OffsetDateTime FIRST = OffsetDateTime.of(1, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);
    private static final OffsetDateTime LAST = OffsetDateTime.of(9999, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

    private final Pool pool;
    private final Audit audit;
    private final InstantSource clock;

    FindingLife(Pool pool, Audit audit, InstantSource clock) {
        this.pool = pool;
        this.audit = audit;
        this.clock = clock;
    }

    /// The state of a finding, locked.
    private record Life(long id, OffsetDateTime timestamp, String well, FindingState state, int notes) {

        static Life of(long id, Row row) {
            return new Life(
                    id,
                    row.getOffsetDateTime("timestamp"),
                    row.getString("well_id"),
                    FindingState.of(row.getString("state")).orElseThrow(),
                    row.getInteger("note_count"));
        }
    }

    /// One finding with its notes.
    ///
    /// @throws ProblemException 404 if it does not exist, or its well is not permitted
    Uni<JsonObject> one(WellScope scope, String id) {
        long number = number(id);
        return pool.withConnection(connection ->
                life(connection, LifeSql.READ, scope, number).chain(life -> finding(connection, scope, number, life)));
    }

    /// Records that somebody has looked at it. The first one stays.
    ///
    /// @throws ProblemException 404 as [#one], 409 if it is closed, or has too many notes
    Uni<JsonObject> acknowledge(Caller caller, String id, Optional<String> note) {
        return change(caller, id, "finding.acknowledge", (connection, life) -> {
            refuseClosed(life);
            Uni<Void> acknowledged = life.state() == FindingState.OPEN
                    ? run(connection, LifeSql.ACKNOWLEDGE, by(life, caller))
                    : Uni.createFrom().voidItem();
            return acknowledged.chain(() -> note(connection, life, caller, note));
        });
    }

    /// Closes it.
    ///
    /// @throws ProblemException 404 as [#one], 409 if it is closed already, or has too many notes
    Uni<JsonObject> close(Caller caller, String id, Optional<String> note) {
        return change(caller, id, "finding.close", (connection, life) -> {
            refuseClosed(life);
            return run(connection, LifeSql.CLOSE, by(life, caller)).chain(() -> note(connection, life, caller, note));
        });
    }

    /// Adds a note, in any state.
    ///
    /// @throws ProblemException 404 as [#one], 409 if it has too many notes
    Uni<JsonObject> note(Caller caller, String id, String note) {
        return change(
                caller, id, "finding.note", (connection, life) -> note(connection, life, caller, Optional.of(note)));
    }

    /// A change within a transaction.
    @FunctionalInterface
    private interface Change {
        Uni<Void> apply(SqlConnection connection, Life life);
    }

    private Uni<JsonObject> change(Caller caller, String id, String action, Change change) {
        long number = number(id);
        return pool.withTransaction(connection -> life(connection, LifeSql.LOCK, caller.wells(), number)
                        .chain(life -> life.isEmpty()
                                ? finding(connection, caller.wells(), number, life)
                                        .map(FindingLife::refuseWithoutLife)
                                : change.apply(connection, life.get())
                                        .chain(() -> finding(connection, caller.wells(), number, life))))
                .call(finding -> audit.store(
                        audit.event(caller.username(), action, id + " " + finding.getString("well_id"), Outcome.DONE)));
    }

    private static Uni<Optional<Life>> life(SqlConnection connection, String statement, WellScope scope, long id) {
        return connection
                .preparedQuery(statement)
                .execute(permitted(scope, id))
                .map(rows -> first(rows).map(row -> Life.of(id, row)));
    }

    private static Uni<JsonObject> finding(SqlConnection connection, WellScope scope, long id, Optional<Life> life) {
        Tuple parameters = permitted(scope, id)
                .addTemporal(life.map(Life::timestamp).orElse(FIRST))
                .addTemporal(life.map(Life::timestamp).orElse(LAST));
        return connection
                .preparedQuery(DiagnosticsSql.ONE)
                .execute(parameters)
                .map(rows -> Finding.list(rows).stream().findFirst().orElseThrow(() -> notFound(String.valueOf(id))))
                .chain(finding -> connection
                        .preparedQuery(LifeSql.NOTES)
                        .execute(Tuple.of(id, Timestamp.utc(finding.timestamp())))
                        .map(rows -> finding.json().copy().put("added_notes", notes(rows))));
    }

    private static Tuple permitted(WellScope scope, long id) {
        return Tuple.tuple()
                .addArrayOfString(scope.exactIds())
                .addArrayOfString(scope.prefixes())
                .addLong(id);
    }

    private Uni<Void> note(SqlConnection connection, Life life, Caller caller, Optional<String> note) {
        if (note.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        if (life.notes() >= MAX_NOTES) {
            throw new ProblemException(
                    ProblemCode.CONFLICT,
                    "finding %d has %d notes, which is the maximum".formatted(life.id(), life.notes()));
        }
        return run(connection, LifeSql.NOTE, by(life, caller).addString(note.get()));
    }

    private Tuple by(Life life, Caller caller) {
        return Tuple.of(
                life.id(), life.timestamp(), caller.username(), clock.instant().atOffset(ZoneOffset.UTC));
    }

    private static Uni<Void> run(SqlConnection connection, String statement, Tuple parameters) {
        return connection.preparedQuery(statement).execute(parameters).replaceWithVoid();
    }

    private static JsonArray notes(RowSet<Row> rows) {
        JsonArray notes = new JsonArray();
        for (Row row : rows) {
            notes.add(new JsonObject()
                    .put(
                            "at",
                            Timestamp.format(
                                    Timestamp.micros(row.getOffsetDateTime("at").toInstant())))
                    .put("by", row.getString("author"))
                    .put("note", row.getString("note")));
        }
        return notes;
    }

    private static Optional<Row> first(RowSet<Row> rows) {
        return rows.size() == 0 ? Optional.empty() : Optional.of(rows.iterator().next());
    }

    private static void refuseClosed(Life life) {
        if (life.state() == FindingState.CLOSED) {
            throw new ProblemException(ProblemCode.CONFLICT, "finding %d is closed".formatted(life.id()));
        }
    }

    private static JsonObject refuseWithoutLife(JsonObject finding) {
        throw new ProblemException(
                ProblemCode.CONFLICT,
                "finding %d was stored before findings had a state, so it is closed".formatted(finding.getLong("id")));
    }

    private static long number(String id) {
        if (!id.matches("-?\\d{1,18}")) {
            throw notFound(id);
        }
        return Long.parseLong(id);
    }

    private static ProblemException notFound(String id) {
        String shown = id.length() <= 64 ? id : id.substring(0, 64);
        return new ProblemException(ProblemCode.NOT_FOUND, "There is no finding '" + shown + "' that you may see");
    }
}

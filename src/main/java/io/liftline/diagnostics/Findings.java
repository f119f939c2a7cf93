package io.liftline.diagnostics;

import io.liftline.access.WellScope;
import io.liftline.database.Statements;
import io.liftline.telemetry.Timestamp;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// Stores and reads findings.
@ApplicationScoped
class Findings {

    private final Statements statements;

    Findings(Statements statements) {
        this.statements = statements;
    }

    /// Stores checked findings, all or none, and returns them in their order. A client that disconnects does not
    /// cancel this.
    Uni<List<Finding>> store(JsonArray findings) {
        return statements
                .inTime(statements
                        .cancellable(connection ->
                                connection.preparedQuery(DiagnosticsSql.INSERT).execute(Tuple.of(findings)))
                        .run())
                .map(Finding::list);
    }

    /// A page of the findings of permitted wells: `{"diagnostics": […], "next_cursor": …}`.
    Uni<JsonObject> page(WellScope scope, FindingsQuery query, int limit) {
        Tuple parameters = Tuple.tuple()
                .addArrayOfString(scope.exactIds())
                .addArrayOfString(scope.prefixes())
                .addTemporal(Timestamp.utc(query.range().from()))
                .addTemporal(Timestamp.utc(query.range().to()))
                .addArrayOfString(query.wells().orElse(null))
                .addArrayOfString(query.filter().severities().orElse(null))
                .addTemporal(query.after()
                        .map(after -> Timestamp.utc(after.timestamp()))
                        .orElse(null))
                .addLong(query.after().map(FindingsQuery.Position::id).orElse(null))
                .addInteger(limit)
                .addArrayOfString(query.filter().states().orElse(null))
                .addString(query.filter().rule().orElse(null));
        String statement = query.filter().isOfOpen() ? DiagnosticsSql.PAGE_OF_OPEN : DiagnosticsSql.PAGE;
        return ask(statement, parameters).map(rows -> {
            List<Finding> findings = Finding.list(rows);
            return new JsonObject()
                    .put("diagnostics", json(findings))
                    .put("next_cursor", findings.size() < limit ? null : query.cursor(findings.getLast()));
        });
    }

    /// The findings as a JSON array.
    static JsonArray json(List<Finding> findings) {
        JsonArray array = new JsonArray();
        findings.forEach(finding -> array.add(finding.json()));
        return array;
    }

    /// Whether the well exists and is permitted.
    Uni<Boolean> isKnown(WellScope scope, String well) {
        return ask(
                        DiagnosticsSql.KNOWN,
                        Tuple.tuple()
                                .addArrayOfString(scope.exactIds())
                                .addArrayOfString(scope.prefixes())
                                .addString(well))
                .map(rows -> rows.size() > 0);
    }

    private Uni<RowSet<Row>> ask(String statement, Tuple parameters) {
        return statements.ask(connection -> connection.preparedQuery(statement).execute(parameters));
    }
}

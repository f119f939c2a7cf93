package io.liftline.query;

import io.liftline.access.WellScope;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.liftline.telemetry.TimeRange;
import io.liftline.telemetry.Timestamp;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/// Refuses a question that would read too many samples, before it runs. The number is the estimate of
/// PostgreSQL's planner (`EXPLAIN`), which reads no sample.
@ApplicationScoped
class ScanLimit {

    private final QueryDatabase database;
    private final long limit;

    ScanLimit(QueryDatabase database, QuestionConfig config) {
        this.database = database;
        this.limit = config.maxScannedSamples();
    }

    /// Fails with 422 if the samples of a range are too many.
    ///
    /// @param named the wells of the question; empty for all permitted ones
    Uni<Void> require(WellScope scope, TimeRange range, Optional<String[]> named) {
        return database.ask(
                        QuestionClass.LARGE,
                        QuerySql.ESTIMATE,
                        QueryDatabase.parameters(scope)
                                .addTemporal(Timestamp.utc(range.from()))
                                .addTemporal(Timestamp.utc(range.to()))
                                .addArrayOfString(named.orElse(null)))
                .invoke(rows -> requireFew(rows.iterator().next()))
                .replaceWithVoid();
    }

    private void requireFew(Row explained) {
        long samples = estimate(explained);
        if (samples > limit) {
            throw new ProblemException(
                    ProblemCode.UNPROCESSABLE,
                    "The question would read about %d samples, more than the limit of %d; ask for a shorter range or for fewer wells"
                            .formatted(samples, limit));
        }
    }

    private static long estimate(Row explained) {
        JsonObject plan = ((JsonArray) explained.getValue(0)).getJsonObject(0).getJsonObject("Plan");
        return plan.getNumber("Plan Rows").longValue();
    }
}

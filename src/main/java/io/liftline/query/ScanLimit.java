package io.liftline.query;

import io.liftline.access.WellScope;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.liftline.query.series.Segment;
import io.liftline.query.series.Source;
import io.liftline.telemetry.TimeRange;
import io.liftline.telemetry.Timestamp;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
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

    /// Fails with 422 if the raw samples that a question reads are too many. Those of the whole range are
    /// estimated; a part of the range has its part of them.
    ///
    /// @param segments the tables that the range is read from; the rows of rollups are not counted
    /// @param named the wells of the question; empty for all permitted ones
    Uni<Void> require(WellScope scope, TimeRange range, List<Segment> segments, Optional<String[]> named) {
        double raw = segments.stream()
                .filter(segment -> segment.source() == Source.RAW)
                .mapToDouble(segment -> segment.range().to() - segment.range().from())
                .sum();
        if (raw == 0) {
            return Uni.createFrom().voidItem();
        }
        double part = raw / (range.to() - range.from());
        return database.ask(
                        QuestionClass.LARGE,
                        QuerySql.ESTIMATE,
                        QueryDatabase.parameters(scope)
                                .addTemporal(Timestamp.utc(range.from()))
                                .addTemporal(Timestamp.utc(range.to()))
                                .addArrayOfString(named.orElse(null)))
                .invoke(rows -> requireFew(Math.round(estimate(rows.iterator().next()) * part)))
                .replaceWithVoid();
    }

    private void requireFew(long samples) {
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

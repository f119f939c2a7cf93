package io.liftline.query;

import io.liftline.query.series.RollupState;
import io.liftline.query.series.Segment;
import io.liftline.query.series.Source;
import io.liftline.query.series.SourcePlan;
import io.liftline.query.series.Statement;
import io.liftline.query.source.ArchiveUse;
import io.liftline.telemetry.TimeRange;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// Chooses the tables that a question is answered from (docs/adr/0015).
///
/// The state of the rollups is read before the question. A sample that is committed in between marks its hour
/// too late for this question, which is then answered without it, as if the question had come first.
@ApplicationScoped
class SourceReader {

    private final QueryDatabase database;

    SourceReader(QueryDatabase database) {
        this.database = database;
    }

    /// The segments of the range, in order of time.
    ///
    /// @param coarsest the coarsest source that answers the question exactly
    /// @param use whether the question reads the archive
    Uni<List<Segment>> segments(TimeRange range, Source coarsest, ArchiveUse use) {
        if (coarsest == Source.RAW) {
            return Uni.createFrom().item(SourcePlan.of(range, Source.RAW, RollupState.NONE));
        }
        Statement statement = RollupState.statement(range, use);
        return database.ask(statement.text(), statement.parameters())
                .map(rows -> SourcePlan.of(range, coarsest, RollupState.of(rows)));
    }
}

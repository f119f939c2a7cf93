package io.liftline.query;

import io.liftline.access.WellScope;
import io.liftline.query.WellSql.HintedWell;
import io.liftline.query.WellSql.RegisteredWell;
import io.liftline.query.format.RowPage;
import io.liftline.query.series.Segment;
import io.liftline.query.series.Source;
import io.liftline.query.series.SourcePlan;
import io.liftline.telemetry.TimeRange;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// The summary of a range for each of many wells, ordered by well, in pages. So the memory is one page,
/// whatever the number of wells.
@ApplicationScoped
class FleetSummary {

    /// Wells per page: about 300 kB of text with all channels.
    static final int PAGE = 200;

    private final WellDirectory directory;
    private final TelemetryReader reader;
    private final SourceReader sources;
    private final ScanLimit limit;

    FleetSummary(WellDirectory directory, TelemetryReader reader, SourceReader sources, ScanLimit limit) {
        this.directory = directory;
        this.reader = reader;
        this.sources = sources;
        this.limit = limit;
    }

    /// A summary.
    ///
    /// @param named the requested wells; empty for all permitted ones
    record Question(WellScope scope, Optional<String[]> named, TimeRange range, SummaryColumns columns) {}

    /// An answer.
    ///
    /// @param first its first page
    /// @param sources the tables that it is read from, the coarsest first
    record Answered(RowPage first, List<Source> sources) {}

    /// The answer. Fails with 422 if the question would read too many samples.
    Uni<Answered> of(Question question) {
        return sources.segments(question.range(), Source.DAYS)
                .chain(segments -> limit.require(question.scope(), question.range(), segments, question.named())
                        .chain(() -> page(question, segments, ""))
                        .map(first -> new Answered(first, SourcePlan.sources(segments))));
    }

    private Uni<RowPage> page(Question question, List<Segment> segments, String after) {
        return wells(question, after)
                .chain(wells -> reader.summary(
                                question.scope(),
                                segments,
                                wells.toArray(String[]::new),
                                question.columns().channels())
                        .map(rows -> new RowPage(rows, next(question, segments, wells))));
    }

    private Uni<List<String>> wells(Question question, String after) {
        return question.named()
                .map(names -> directory
                        .named(question.scope(), names, after, PAGE)
                        .map(wells -> wells.stream().map(HintedWell::wellId).toList()))
                .orElseGet(() -> directory
                        .page(question.scope(), WellsQuery.ALL.after(after), PAGE)
                        .map(wells -> wells.stream().map(RegisteredWell::wellId).toList()));
    }

    private Optional<Supplier<Uni<RowPage>>> next(Question question, List<Segment> segments, List<String> wells) {
        return wells.size() < PAGE ? Optional.empty() : Optional.of(() -> page(question, segments, wells.getLast()));
    }
}

package io.liftline.query;

import io.liftline.access.WellScope;
import io.liftline.query.WellSql.HintedWell;
import io.liftline.query.WellSql.RegisteredWell;
import io.liftline.query.format.RowPage;
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
    private final ScanLimit limit;

    FleetSummary(WellDirectory directory, TelemetryReader reader, ScanLimit limit) {
        this.directory = directory;
        this.reader = reader;
        this.limit = limit;
    }

    /// A summary.
    ///
    /// @param named the requested wells; empty for all permitted ones
    record Question(WellScope scope, Optional<String[]> named, TimeRange range, SummaryColumns columns) {}

    /// The first page. Fails with 422 if the question would read too many samples.
    Uni<RowPage> of(Question question) {
        return limit.require(question.scope(), question.range(), question.named())
                .chain(() -> page(question, ""));
    }

    private Uni<RowPage> page(Question question, String after) {
        return wells(question, after)
                .chain(wells -> reader.summary(
                                question.scope(), question.range(), wells.toArray(String[]::new), question.columns())
                        .map(rows -> new RowPage(rows, next(question, wells))));
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

    private Optional<Supplier<Uni<RowPage>>> next(Question question, List<String> wells) {
        return wells.size() < PAGE ? Optional.empty() : Optional.of(() -> page(question, wells.getLast()));
    }
}

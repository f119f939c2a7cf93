package io.liftline.query;

import io.liftline.access.WellScope;
import io.liftline.query.WellSql.HintedWell;
import io.liftline.query.WellSql.RegisteredWell;
import io.liftline.query.format.RowPage;
import io.liftline.query.format.SampleColumns;
import io.liftline.query.source.ArchiveUse;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/// The newest sample of each of many wells, ordered by well, in pages.
@ApplicationScoped
class FleetLatest {

    /// Wells per page: about 100 kB of text.
    static final int PAGE = 500;

    private final WellDirectory directory;
    private final LatestReader reader;

    FleetLatest(WellDirectory directory, LatestReader reader) {
        this.directory = directory;
        this.reader = reader;
    }

    /// A question.
    ///
    /// @param named the requested wells; empty for all permitted ones
    record Question(WellScope scope, Optional<String[]> named, ArchiveUse archive) {}

    /// The first page.
    Uni<RowPage> of(Question question) {
        return page(question, "");
    }

    /// The sources of all pages.
    Uni<List<String>> sources(Question question) {
        return reader.sources(question.scope(), question.named(), question.archive());
    }

    private Uni<RowPage> page(Question question, String after) {
        return wells(question, after)
                .chain(wells -> reader.newest(question.scope(), wells, SampleColumns.ALL, question.archive())
                        .map(newest -> new RowPage(
                                wells.stream()
                                        .map(well -> newest.get(well.wellId()))
                                        .filter(Objects::nonNull)
                                        .toList(),
                                next(question, wells))));
    }

    private Uni<List<HintedWell>> wells(Question question, String after) {
        WellScope scope = question.scope();
        return question.named()
                .map(names -> directory.named(scope, names, after, PAGE))
                .orElseGet(() -> directory
                        .page(scope, WellsQuery.ALL.after(after), PAGE)
                        .map(wells -> wells.stream().map(RegisteredWell::hinted).toList()));
    }

    private Optional<Supplier<Uni<RowPage>>> next(Question question, List<HintedWell> wells) {
        return wells.size() < PAGE
                ? Optional.empty()
                : Optional.of(() -> page(question, wells.getLast().wellId()));
    }
}

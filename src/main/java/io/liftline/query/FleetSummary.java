package io.liftline.query;

import io.liftline.access.WellScope;
import io.liftline.query.WellSql.HintedWell;
import io.liftline.query.WellSql.RegisteredWell;
import io.liftline.query.format.RowPage;
import io.liftline.query.series.Segment;
import io.liftline.query.series.Source;
import io.liftline.query.series.SourcePlan;
import io.liftline.query.source.ArchiveUse;
import io.liftline.query.source.ArchivedPart;
import io.liftline.query.source.ArchivedWells;
import io.liftline.telemetry.Channel;
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

    /// Wells per page: about 800 kB of text with all channels.
    static final int PAGE = 500;

    private final WellDirectory directory;
    private final TelemetryReader reader;
    private final SourceReader sources;
    private final ScanLimit limit;
    private final ArchiveReader archive;

    FleetSummary(
            WellDirectory directory,
            TelemetryReader reader,
            SourceReader sources,
            ScanLimit limit,
            ArchiveReader archive) {
        this.directory = directory;
        this.reader = reader;
        this.sources = sources;
        this.limit = limit;
        this.archive = archive;
    }

    /// A summary.
    ///
    /// @param named the requested wells; empty for all permitted ones
    /// @param archive whether the archive is read
    record Question(
            WellScope scope, Optional<String[]> named, TimeRange range, SummaryColumns columns, ArchiveUse archive) {}

    /// An answer.
    ///
    /// @param first its first page
    /// @param sources what it is read from: the tables, the coarsest first, and the archive
    record Summary(RowPage first, List<String> sources) {}

    /// The answer. Fails with 422 if the question would read too many samples.
    Uni<Summary> of(Question question) {
        return sources.segments(question.range(), Source.DAYS, question.archive())
                .chain(segments -> limit.require(question.scope(), question.range(), segments, question.named())
                        .chain(() -> page(question, segments, ""))
                        .map(page ->
                                new Summary(page.value(), Sources.of(SourcePlan.sources(segments), page.parts()))));
    }

    private Uni<Answered<RowPage>> page(Question question, List<Segment> segments, String after) {
        return wells(question, after)
                .chain(wells -> archive.ask(
                        question.archive(), SourcePlan.raw(segments), parts -> rows(question, segments, wells, parts)));
    }

    /// The rows of the wells, or of the first ones if all together have too many archived samples.
    private Uni<RowPage> rows(Question question, List<Segment> segments, List<String> wells, List<ArchivedPart> parts) {
        String[] ids = wells.toArray(String[]::new);
        List<Channel> channels = question.columns().channels();
        if (parts.isEmpty()) {
            return reader.summary(question.scope(), segments, ids, channels)
                    .map(rows -> new RowPage(rows, next(question, segments, wells)));
        }
        return archive.withAll(
                        parts,
                        ArchivedWells.of(question.scope(), Optional.of(ids)),
                        channels,
                        archived -> reader.summary(question.scope(), segments, ids, channels, archived))
                .chain(rows -> rows.map(
                                found -> Uni.createFrom().item(new RowPage(found, next(question, segments, wells))))
                        .orElseGet(() -> first(question, segments, wells, parts)));
    }

    private Uni<RowPage> first(
            Question question, List<Segment> segments, List<String> wells, List<ArchivedPart> parts) {
        if (wells.size() == 1) {
            throw ArchiveReader.tooMany();
        }
        List<String> half = wells.subList(0, wells.size() / 2);
        return rows(question, segments, half, parts)
                .map(page -> new RowPage(page.rows(), page.next().or(() -> after(question, segments, half))));
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
        return wells.size() < PAGE ? Optional.empty() : after(question, segments, wells);
    }

    private Optional<Supplier<Uni<RowPage>>> after(Question question, List<Segment> segments, List<String> wells) {
        return Optional.of(() -> page(question, segments, wells.getLast()).map(Answered::value));
    }
}

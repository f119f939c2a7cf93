package io.liftline.query;

import io.liftline.access.WellScope;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.liftline.query.WellSql.HintedWell;
import io.liftline.query.WellSql.RegisteredWell;
import io.liftline.query.series.Segment;
import io.liftline.query.series.SeriesQuery;
import io.liftline.query.series.SeriesSql;
import io.liftline.query.series.SeriesText;
import io.liftline.query.series.SourcePlan;
import io.liftline.query.series.Statement;
import io.liftline.query.series.WellSeries;
import io.liftline.query.source.ArchiveUse;
import io.liftline.query.source.ArchivedPart;
import io.liftline.query.source.ArchivedWells;
import io.liftline.query.source.Selection;
import io.liftline.telemetry.TimeRange;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads series of one or several wells.
@ApplicationScoped
class SeriesReader {

    /// Maximum number of values in an answer: about 4 MB of text.
    static final int MAX_VALUES = 200_000;

    /// A value from before the range is carried into it if it is at most this old.
    private static final long CARRIED_MICROS = Duration.ofDays(7).toNanos() / 1_000;

    private final QueryDatabase database;
    private final WellDirectory directory;
    private final SourceReader sources;
    private final ScanLimit limit;
    private final AnswerMemory memory;
    private final ArchiveReader archive;

    SeriesReader(
            QueryDatabase database,
            WellDirectory directory,
            SourceReader sources,
            ScanLimit limit,
            AnswerMemory memory,
            ArchiveReader archive) {
        this.database = database;
        this.directory = directory;
        this.sources = sources;
        this.limit = limit;
        this.memory = memory;
        this.archive = archive;
    }

    /// The series of a well. Fails with 404 if it does not exist.
    Uni<Buffer> one(WellScope scope, PermittedWell well, SeriesQuery query, ArchiveUse use) {
        requireBounded(query, 1);
        return memory.reserve(1, (int) query.valuesPerWell())
                .chain(() -> read(scope, new String[] {well.id()}, query, use))
                .chain(answer -> answer.wells().isEmpty()
                        ? directory.require(well).replaceWith(answer)
                        : Uni.createFrom().item(answer))
                .map(answer -> text(query, answer).one(well.id()));
    }

    /// The series of several wells on one time axis.
    ///
    /// @param named the requested wells; empty for all permitted ones
    Uni<Buffer> several(WellScope scope, Optional<String[]> named, SeriesQuery query, ArchiveUse use) {
        requireBounded(query, 1);
        int most = (int) (MAX_VALUES / query.valuesPerWell());
        return memory.reserve(1, MAX_VALUES)
                .chain(() -> wells(scope, named, most + 1))
                .chain(wells -> {
                    requireBounded(query, wells.length);
                    return read(scope, wells, query, use)
                            .map(answer -> text(query, answer).several());
                });
    }

    private static void requireBounded(SeriesQuery query, int wells) {
        if (query.valuesPerWell() * Math.max(1, wells) > MAX_VALUES) {
            throw new ProblemException(
                    ProblemCode.UNPROCESSABLE,
                    "The answer would have more than %d values: %s%d buckets, %d channels, %d aggregates;"
                                    .formatted(
                                            MAX_VALUES,
                                            wells > 1 ? "several wells, " : "",
                                            query.buckets().count(),
                                            query.channels().size(),
                                            query.aggregates().size())
                            + " name fewer wells or channels, or ask for wider buckets");
        }
    }

    private Uni<String[]> wells(WellScope scope, Optional<String[]> named, int limit) {
        return named.map(names -> directory
                        .named(scope, names, "", limit)
                        .map(wells -> wells.stream().map(HintedWell::wellId)))
                .orElseGet(() -> directory
                        .page(scope, WellsQuery.ALL, limit)
                        .map(wells -> wells.stream().map(RegisteredWell::wellId)))
                .map((Stream<String> ids) -> ids.toArray(String[]::new));
    }

    /// @param wells the series by well
    /// @param sources what was read
    private record Found(Map<String, WellSeries> wells, List<String> sources) {}

    private Uni<Found> read(WellScope scope, String[] wells, SeriesQuery query, ArchiveUse use) {
        TimeRange range = query.buckets().range();
        return sources.segments(range, query.coarsest(), use)
                .call(segments -> limit.require(scope, range, segments, Optional.of(wells)))
                .chain(segments -> archive.ask(
                                use, ranges(query, segments), parts -> series(scope, wells, query, segments, parts))
                        .map(series ->
                                new Found(series.value(), Sources.of(SourcePlan.sources(segments), series.parts()))));
    }

    /// The ranges whose raw samples the question reads.
    private static List<TimeRange> ranges(SeriesQuery query, List<Segment> segments) {
        return Stream.concat(Stream.of(before(query)).filter(_ -> query.isCarried()), SourcePlan.raw(segments).stream())
                .toList();
    }

    /// The range from which values are carried into that of the question.
    private static TimeRange before(SeriesQuery query) {
        long from = query.buckets().range().from();
        return new TimeRange(from - CARRIED_MICROS, from);
    }

    private Uni<Map<String, WellSeries>> series(
            WellScope scope, String[] wells, SeriesQuery query, List<Segment> segments, List<ArchivedPart> parts) {
        return figures(scope, wells, query, segments, ArchivedPart.within(parts, SourcePlan.raw(segments)))
                .chain(series -> query.isCarried() && !series.isEmpty()
                        ? carry(scope, series, query, ArchivedPart.within(parts, List.of(before(query))))
                        : Uni.createFrom().item(series));
    }

    /// The figures of the wells; of each half of them, if all together have too many archived samples.
    private Uni<Map<String, WellSeries>> figures(
            WellScope scope, String[] wells, SeriesQuery query, List<Segment> segments, List<ArchivedPart> parts) {
        if (parts.isEmpty()) {
            return ask(SeriesSql.figures(query, scope, wells, segments)).map(rows -> WellSeries.read(query, rows));
        }
        return archive.withAll(
                        parts,
                        ArchivedWells.of(scope, Optional.of(wells)),
                        query.channels(),
                        rows -> ask(
                                SeriesSql.figures(query, scope, wells, segments).with(rows)))
                .chain(found -> found.map(rows -> Uni.createFrom().item(WellSeries.read(query, rows)))
                        .orElseGet(() -> halves(scope, wells, query, segments, parts)));
    }

    private Uni<Map<String, WellSeries>> halves(
            WellScope scope, String[] wells, SeriesQuery query, List<Segment> segments, List<ArchivedPart> parts) {
        if (wells.length == 1) {
            throw ArchiveReader.tooMany();
        }
        String[] first = Arrays.copyOf(wells, wells.length / 2);
        String[] second = Arrays.copyOfRange(wells, wells.length / 2, wells.length);
        return figures(scope, first, query, segments, parts)
                .chain(series -> figures(scope, second, query, segments, parts)
                        .invoke(series::putAll)
                        .replaceWith(series));
    }

    private Uni<Map<String, WellSeries>> carry(
            WellScope scope, Map<String, WellSeries> series, SeriesQuery query, List<ArchivedPart> parts) {
        String[] wells = series.keySet().toArray(String[]::new);
        return archive.with(
                        ArchiveReader.Read.of(parts, new Selection.LastValues()),
                        ArchivedWells.of(scope, Optional.of(wells)),
                        query.channels(),
                        rows -> ask(SeriesSql.carried(query, scope, wells, CARRIED_MICROS)
                                .with(rows)))
                .invoke(rows -> rows.forEach(row -> Optional.ofNullable(series.get(row.getString("well_id")))
                        .ifPresent(well -> well.carry(row))))
                .replaceWith(series);
    }

    private Uni<RowSet<Row>> ask(Statement statement) {
        return database.ask(QuestionClass.LARGE, statement.text(), statement.parameters());
    }

    private static SeriesText text(SeriesQuery query, Found answer) {
        return new SeriesText(query, answer.wells(), answer.sources());
    }
}

package io.liftline.query;

import io.liftline.access.WellScope;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.liftline.query.WellSql.HintedWell;
import io.liftline.query.WellSql.RegisteredWell;
import io.liftline.query.series.SeriesQuery;
import io.liftline.query.series.SeriesSql;
import io.liftline.query.series.SeriesText;
import io.liftline.query.series.Source;
import io.liftline.query.series.SourcePlan;
import io.liftline.query.series.Statement;
import io.liftline.query.series.WellSeries;
import io.liftline.telemetry.TimeRange;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
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

    SeriesReader(
            QueryDatabase database,
            WellDirectory directory,
            SourceReader sources,
            ScanLimit limit,
            AnswerMemory memory) {
        this.database = database;
        this.directory = directory;
        this.sources = sources;
        this.limit = limit;
        this.memory = memory;
    }

    /// The series of a well. Fails with 404 if it does not exist.
    Uni<Buffer> one(WellScope scope, PermittedWell well, SeriesQuery query) {
        requireBounded(query, 1);
        memory.reserve(1, (int) query.valuesPerWell());
        return read(scope, new String[] {well.id()}, query)
                .chain(answer -> answer.wells().isEmpty()
                        ? directory.require(well).replaceWith(answer)
                        : Uni.createFrom().item(answer))
                .map(answer -> text(query, answer).one(well.id()));
    }

    /// The series of several wells on one time axis.
    ///
    /// @param named the requested wells; empty for all permitted ones
    Uni<Buffer> several(WellScope scope, Optional<String[]> named, SeriesQuery query) {
        requireBounded(query, 1);
        int most = (int) (MAX_VALUES / query.valuesPerWell());
        memory.reserve(1, MAX_VALUES);
        return wells(scope, named, most + 1).chain(wells -> {
            requireBounded(query, wells.length);
            return read(scope, wells, query).map(answer -> text(query, answer).several());
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
    /// @param sources the tables that were read
    private record Answered(Map<String, WellSeries> wells, List<Source> sources) {}

    private Uni<Answered> read(WellScope scope, String[] wells, SeriesQuery query) {
        TimeRange range = query.buckets().range();
        return sources.segments(range, query.coarsest())
                .call(segments -> limit.require(scope, range, segments, Optional.of(wells)))
                .chain(segments -> ask(SeriesSql.figures(query, scope, wells, segments))
                        .map(rows -> WellSeries.read(query, rows))
                        .chain(series -> query.isCarried() && !series.isEmpty()
                                ? carry(scope, series, query)
                                : Uni.createFrom().item(series))
                        .map(series -> new Answered(series, SourcePlan.sources(segments))));
    }

    private Uni<Map<String, WellSeries>> carry(WellScope scope, Map<String, WellSeries> series, SeriesQuery query) {
        String[] wells = series.keySet().toArray(String[]::new);
        return ask(SeriesSql.carried(query, scope, wells, CARRIED_MICROS))
                .invoke(rows -> rows.forEach(row -> Optional.ofNullable(series.get(row.getString("well_id")))
                        .ifPresent(well -> well.carry(row))))
                .replaceWith(series);
    }

    private Uni<RowSet<Row>> ask(Statement statement) {
        return database.ask(QuestionClass.LARGE, statement.text(), statement.parameters());
    }

    private static SeriesText text(SeriesQuery query, Answered answer) {
        return new SeriesText(query, answer.wells(), answer.sources());
    }
}

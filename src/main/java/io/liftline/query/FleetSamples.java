package io.liftline.query;

import io.liftline.access.WellScope;
import io.liftline.query.format.RowText;
import io.liftline.query.format.SampleColumns;
import io.liftline.query.format.TextPage;
import io.liftline.query.series.Statement;
import io.liftline.query.source.ArchiveUse;
import io.liftline.query.source.ArchivedPart;
import io.liftline.query.source.ArchivedWells;
import io.liftline.telemetry.TimeRange;
import io.liftline.telemetry.Timestamp;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/// Reads raw samples of several wells, ordered by time and well, in pages (docs/adr/0001).
///
/// No index has this order, so a statement sorts the samples of its range. Each statement therefore reads a short
/// part of the range. The part becomes longer while there are few samples in it.
@ApplicationScoped
class FleetSamples {

    private static final long FIRST_PART = Duration.ofMinutes(10).toNanos() / 1_000;
    private static final int GROWTH = 4;

    /// After so many parts without enough samples, the page is shorter than was asked for.
    private static final int MOST_PARTS = 128;

    private final QueryDatabase database;
    private final ArchiveReader archive;
    private final SampleDays days;

    FleetSamples(QueryDatabase database, ArchiveReader archive, SampleDays days) {
        this.database = database;
        this.archive = archive;
        this.days = days;
    }

    /// The wells and columns of a question.
    ///
    /// @param named the requested wells; empty for all permitted ones
    /// @param archive whether the archive is read
    record Wells(WellScope scope, Optional<String[]> named, SampleColumns columns, ArchiveUse archive) {}

    /// A page.
    ///
    /// @param <T> what became of its samples
    /// @param samples those of the page, in the requested order
    /// @param count their number
    /// @param rest the question for the remaining samples; empty at the end of the range
    record Page<T>(T samples, int count, Optional<FleetSamplesQuery> rest) {}

    /// One page of `limit` samples, or fewer at the end of the range or where there are few.
    ///
    /// @param samples creates what takes the samples one by one; several times if the page must be read again
    <T extends Consumer<Row>> Uni<Answered<Page<T>>> page(
            Wells wells, FleetSamplesQuery query, int limit, Supplier<T> samples) {
        return page(wells, query, limit, samples, page -> query.before(page.rest()));
    }

    private <T extends Consumer<Row>> Uni<Answered<Page<T>>> page(
            Wells wells,
            FleetSamplesQuery query,
            int limit,
            Supplier<T> samples,
            Function<Page<T>, List<TimeRange>> read) {
        return archive.ask(
                wells.archive(),
                List.of(query.range()),
                parts -> new Reading<>(wells, limit, parts, new PageSamples<>(samples.get(), limit))
                        .from(query, FIRST_PART),
                read);
    }

    /// The archived parts of the whole range.
    Uni<List<ArchivedPart>> parts(Wells wells, FleetSamplesQuery query) {
        return archive.parts(wells.archive(), List.of(query.range()));
    }

    /// The first page of the whole range, with the supplier of the next ones, and the archived parts of the whole
    /// range.
    ///
    /// @param limit maximum samples in all
    /// @param samples creates the text of a page
    Uni<Answered<TextPage>> all(Wells wells, FleetSamplesQuery query, long limit, Supplier<RowText> samples) {
        return page(wells, query, rows(wells, limit), samples, _ -> List.of(query.range()))
                .map(answer -> new Answered<>(text(wells, answer.value(), limit, samples), answer.parts()));
    }

    private Uni<TextPage> next(Wells wells, FleetSamplesQuery query, long limit, Supplier<RowText> samples) {
        return page(wells, query, rows(wells, limit), samples)
                .map(answer -> text(wells, answer.value(), limit, samples));
    }

    private TextPage text(Wells wells, Page<RowText> page, long limit, Supplier<RowText> samples) {
        long left = limit - page.count();
        return new TextPage(
                page.samples().parts(),
                page.rest().filter(_ -> left > 0).map(rest -> () -> next(wells, rest, left, samples)));
    }

    private static int rows(Wells wells, long limit) {
        return (int) Math.min(limit, TextPage.rows(wells.columns()));
    }

    /// Reads parts until the page is full.
    private final class Reading<T extends Consumer<Row>> {

        private final Wells wells;
        private final int limit;
        private final List<ArchivedPart> parts;
        private final PageSamples<T> samples;
        private int objects;
        private int read;
        private long longest = Stretch.LONGEST;

        Reading(Wells wells, int limit, List<ArchivedPart> parts, PageSamples<T> samples) {
            this.wells = wells;
            this.limit = limit;
            this.parts = parts;
            this.samples = samples;
        }

        Uni<Page<T>> from(FleetSamplesQuery query, long length) {
            Stretch stretch = Stretch.first(query.range(), query.order(), parts).first(query.order(), length);
            TimeRange part = stretch.range();
            return read(query, part, stretch.archived(), samples.missing()).chain(found -> {
                if (samples.isFull()) {
                    Row end = samples.last();
                    return page(Optional.of(query.after(SampleColumns.timestamp(end), SampleColumns.wellId(end))));
                }
                objects += stretch.archived().isPresent() ? 1 : 0;
                read++;
                Optional<FleetSamplesQuery> rest = query.without(part);
                if (rest.isEmpty() || objects == ArchiveReader.OBJECTS || read == MOST_PARTS) {
                    return page(rest);
                }
                if (found == 0) {
                    return afterGap(rest.get(), Math.min(longest, length * GROWTH));
                }
                longest = Stretch.LONGEST;
                return from(rest.get(), Math.min(longest, found < limit / GROWTH ? length * GROWTH : length));
            });
        }

        /// Goes on behind the time in which no well has samples. What the rollups do not know is read in parts that
        /// grow without a limit.
        private Uni<Page<T>> afterGap(FleetSamplesQuery query, long length) {
            Stretch stretch = Stretch.first(query.range(), query.order(), parts);
            if (stretch.archived().isPresent() || stretch.length() <= SampleDays.DAY) {
                return from(query, length);
            }
            return days.next(stretch.range(), query.order()).chain(next -> {
                Optional<FleetSamplesQuery> rest = next.map(query::since).or(() -> query.without(stretch.range()));
                longest = Math.max(
                        Stretch.LONGEST,
                        next.map(part -> part.to() - part.from()).orElse(0L));
                return rest.isEmpty() ? page(rest) : from(rest.get(), length);
            });
        }

        private Uni<Page<T>> page(Optional<FleetSamplesQuery> rest) {
            return Uni.createFrom().item(new Page<>(samples.taker(), samples.count(), rest));
        }

        private Uni<Integer> read(FleetSamplesQuery query, TimeRange part, Optional<ArchivedPart> archived, int most) {
            Statement statement = statement(query, part, most);
            return archived.map(one -> archive.with(
                            List.of(new ArchiveReader.Read(one, query.order().first(most))),
                            ArchivedWells.of(wells.scope(), wells.named()),
                            wells.columns().channels(),
                            rows -> each(statement.with(rows))))
                    .orElseGet(() -> each(statement));
        }

        private Uni<Integer> each(Statement statement) {
            return database.each(QuestionClass.LARGE, statement.text(), statement.parameters(), samples);
        }

        private Statement statement(FleetSamplesQuery query, TimeRange part, int most) {
            return new Statement(
                    QuerySql.fleetSamples(wells.columns(), query.order()),
                    QueryDatabase.parameters(wells.scope())
                            .addTemporal(Timestamp.utc(part.from()))
                            .addTemporal(Timestamp.utc(part.to()))
                            .addArrayOfString(wells.named().orElse(null))
                            .addTemporal(Timestamp.utc(query.order() == TimeOrder.ASC ? part.from() : part.to() - 1))
                            .addString(query.after().orElse(null))
                            .addInteger(most));
        }
    }
}

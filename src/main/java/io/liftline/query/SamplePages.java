package io.liftline.query;

import io.liftline.query.format.RowText;
import io.liftline.query.format.SampleColumns;
import io.liftline.query.format.TextPage;
import io.liftline.query.source.ArchivedPart;
import io.liftline.telemetry.TimeRange;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/// Reads a range of raw samples in pages (docs/adr/0001), from the database and the archive.
///
/// Each page is a statement of its own that starts after the last row of the previous page. Between pages, no
/// connection and no transaction is held, so a slow client does not occupy the database. The memory is one
/// page, whatever the range.
///
/// A statement is planned for each chunk of its range, so it reads a part of the range at most: the first day, and
/// longer parts while there are few samples in them. From a part without samples, the search goes on where the
/// rollups know of some.
@ApplicationScoped
class SamplePages {

    private static final long FIRST_PART = Duration.ofDays(1).toNanos() / 1_000;
    private static final int GROWTH = 4;

    /// After so many parts without enough samples, the page is shorter than was asked for.
    private static final int MOST_PARTS = 128;

    private final TelemetryReader reader;
    private final ArchiveReader archive;
    private final WellDirectory directory;
    private final SampleDays days;

    SamplePages(TelemetryReader reader, ArchiveReader archive, WellDirectory directory, SampleDays days) {
        this.reader = reader;
        this.archive = archive;
        this.directory = directory;
        this.days = days;
    }

    /// A page.
    ///
    /// @param <T> what became of its samples
    /// @param samples those of the page, in the requested order
    /// @param count their number
    /// @param rest the query for the remaining samples; empty at the end of the range
    record Page<T>(T samples, int count, Optional<SamplesQuery> rest) {}

    /// One page of an answer. Fails with 404 if the well does not exist.
    ///
    /// @param samples creates what takes the samples one by one; several times if the page must be read again
    <T extends Consumer<Row>> Uni<Answered<Page<T>>> page(SamplesQuery query, int limit, Supplier<T> samples) {
        return page(query, limit, samples, page -> query.before(page.rest()));
    }

    private <T extends Consumer<Row>> Uni<Answered<Page<T>>> page(
            SamplesQuery query, int limit, Supplier<T> samples, Function<Page<T>, List<TimeRange>> read) {
        return archive.ask(
                        query.archive(),
                        List.of(query.range()),
                        parts -> new Reading<>(parts, new PageSamples<>(samples.get(), limit)).from(query, FIRST_PART),
                        read)
                .chain(page -> page.value().count() == 0
                        ? directory.require(query.well()).replaceWith(page)
                        : Uni.createFrom().item(page));
    }

    /// The first page of the whole range, with the supplier of the next ones, and the archived parts of the whole
    /// range. Fails with 404 if the well does not exist.
    ///
    /// @param limit maximum samples in all
    /// @param samples creates the text of a page
    Uni<Answered<TextPage>> all(SamplesQuery query, long limit, Supplier<RowText> samples) {
        return page(query, rows(query, limit), samples, _ -> List.of(query.range()))
                .map(answer -> new Answered<>(text(answer.value(), limit, samples), answer.parts()));
    }

    private Uni<TextPage> next(SamplesQuery query, long limit, Supplier<RowText> samples) {
        return page(query, rows(query, limit), samples).map(answer -> text(answer.value(), limit, samples));
    }

    private TextPage text(Page<RowText> page, long limit, Supplier<RowText> samples) {
        long left = limit - page.count();
        return new TextPage(
                page.samples().parts(), page.rest().filter(_ -> left > 0).map(rest -> () -> next(rest, left, samples)));
    }

    private static int rows(SamplesQuery query, long limit) {
        return (int) Math.min(limit, TextPage.rows(query.columns()));
    }

    /// The archived parts of the whole range.
    Uni<List<ArchivedPart>> parts(SamplesQuery query) {
        return archive.parts(query.archive(), List.of(query.range()));
    }

    /// Reads one part after the other until the page is full.
    private final class Reading<T extends Consumer<Row>> {

        private final List<ArchivedPart> parts;
        private final PageSamples<T> samples;
        private int objects;
        private int read;

        Reading(List<ArchivedPart> parts, PageSamples<T> samples) {
            this.parts = parts;
            this.samples = samples;
        }

        Uni<Page<T>> from(SamplesQuery query, long length) {
            Stretch stretch = stretch(query).first(query.order(), length);
            return reader.samples(query, stretch, samples.missing(), samples).chain(found -> {
                if (samples.isFull()) {
                    return page(query.after(SampleColumns.timestamp(samples.last())));
                }
                objects += stretch.archived().isPresent() ? 1 : 0;
                read++;
                Optional<SamplesQuery> rest = query.without(stretch.range());
                if (rest.isEmpty() || objects == ArchiveReader.OBJECTS || read == MOST_PARTS) {
                    return page(rest);
                }
                return found == 0
                        ? afterGap(rest.get(), Math.min(Stretch.LONGEST, length * GROWTH))
                        : from(rest.get(), next(length, found));
            });
        }

        /// A length in which the missing samples are expected if those that were found are typical.
        private long next(long length, int found) {
            return Math.min(Stretch.LONGEST, Math.min(Stretch.LONGEST, length) * (samples.missing() / found + 1));
        }

        /// Goes on behind the time in which the well has no samples.
        private Uni<Page<T>> afterGap(SamplesQuery query, long length) {
            Stretch stretch = stretch(query);
            if (stretch.archived().isPresent() || stretch.length() <= SampleDays.DAY) {
                return from(query, length);
            }
            return days.next(query.well(), stretch.range(), query.order()).chain(next -> {
                Optional<SamplesQuery> rest = next.map(query::since).or(() -> query.without(stretch.range()));
                return rest.isEmpty()
                        ? page(rest)
                        : from(
                                rest.get(),
                                next.map(part -> Math.max(length, part.to() - part.from()))
                                        .orElse(length));
            });
        }

        private Stretch stretch(SamplesQuery query) {
            return Stretch.first(query.range(), query.order(), parts);
        }

        private Uni<Page<T>> page(Optional<SamplesQuery> rest) {
            return Uni.createFrom().item(new Page<>(samples.taker(), samples.count(), rest));
        }
    }
}

package io.liftline.query;

import io.liftline.query.format.RowPage;
import io.liftline.query.format.SampleColumns;
import io.liftline.query.source.ArchivedPart;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads a range of raw samples in pages (docs/adr/0001), from the database and the archive.
///
/// Each page is a statement of its own that starts after the last row of the previous page. Between pages, no
/// connection and no transaction is held, so a slow client does not occupy the database. The memory is one
/// page, whatever the range.
@ApplicationScoped
class SamplePages {

    /// Rows per page of a streamed answer: about 200 kB of text.
    static final int STREAM_PAGE = 1_000;

    private final TelemetryReader reader;
    private final ArchiveReader archive;
    private final WellDirectory directory;

    SamplePages(TelemetryReader reader, ArchiveReader archive, WellDirectory directory) {
        this.reader = reader;
        this.archive = archive;
        this.directory = directory;
    }

    /// A page.
    ///
    /// @param rows samples in the requested order
    /// @param rest the query for the remaining samples; empty at the end of the range
    record Page(List<Row> rows, Optional<SamplesQuery> rest) {}

    /// One page of an answer. Fails with 404 if the well does not exist.
    Uni<Answered<Page>> page(SamplesQuery query, int limit) {
        return archive.ask(
                        query.archive(),
                        List.of(query.range()),
                        parts -> new Reading(limit, parts).from(query),
                        page -> query.before(page.rest()))
                .chain(page -> page.value().rows().isEmpty()
                        ? directory.require(query.well()).replaceWith(page)
                        : Uni.createFrom().item(page));
    }

    /// The first page of the whole range, with the supplier of the next ones. Fails with 404 if the well does
    /// not exist.
    ///
    /// @param limit maximum samples in all
    Uni<RowPage> all(SamplesQuery query, long limit) {
        return page(query, (int) Math.min(limit, STREAM_PAGE))
                .map(Answered::value)
                .map(page -> {
                    long left = limit - page.rows().size();
                    return new RowPage(
                            page.rows(), page.rest().filter(_ -> left > 0).map(rest -> () -> all(rest, left)));
                });
    }

    /// The archived parts of the whole range.
    Uni<List<ArchivedPart>> parts(SamplesQuery query) {
        return archive.parts(query.archive(), List.of(query.range()));
    }

    /// Reads one stretch after the other until the page is full.
    private final class Reading {

        private final int limit;
        private final List<ArchivedPart> parts;
        private final List<Row> rows = new ArrayList<>();
        private int objects;

        Reading(int limit, List<ArchivedPart> parts) {
            this.limit = limit;
            this.parts = parts;
        }

        Uni<Page> from(SamplesQuery query) {
            Stretch stretch = Stretch.first(query.range(), query.order(), parts);
            int missing = limit - rows.size();
            return reader.samples(query, stretch, missing).chain(found -> {
                found.forEach(rows::add);
                if (found.size() == missing) {
                    return page(query.after(SampleColumns.timestamp(rows.getLast())));
                }
                objects += stretch.archived().isPresent() ? 1 : 0;
                Optional<SamplesQuery> rest = query.without(stretch.range());
                return rest.isEmpty() || objects == ArchiveReader.OBJECTS ? page(rest) : from(rest.get());
            });
        }

        private Uni<Page> page(Optional<SamplesQuery> rest) {
            return Uni.createFrom().item(new Page(rows, rest));
        }
    }
}

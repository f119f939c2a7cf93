package io.liftline.query;

import io.liftline.query.format.RowPage;
import io.liftline.query.format.SampleColumns;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Iterator;
import java.util.Optional;

/// Reads a range of raw samples in pages (docs/adr/0001).
///
/// Each page is a statement of its own that starts after the last row of the previous page. Between pages, no
/// connection and no transaction is held, so a slow client does not occupy the database. The memory is one
/// page, whatever the range.
@ApplicationScoped
class SamplePages {

    /// Rows per page of a streamed answer: about 200 kB of text.
    static final int STREAM_PAGE = 1_000;

    private final TelemetryReader reader;

    SamplePages(TelemetryReader reader) {
        this.reader = reader;
    }

    /// A page.
    ///
    /// @param rows samples in the requested order
    /// @param rest the query for the remaining samples; empty at the end of the range
    record Page(RowSet<Row> rows, Optional<SamplesQuery> rest) {}

    /// One page of an answer. Fails with 404 if the well does not exist.
    Uni<Page> page(SamplesQuery query, int limit) {
        return reader.samples(query, limit).map(rows -> new Page(rows, rest(query, rows, limit)));
    }

    /// The first page of the whole range, with the supplier of the next ones. Fails with 404 if the well does
    /// not exist.
    ///
    /// @param limit maximum samples in all
    Uni<RowPage> all(SamplesQuery query, long limit) {
        return page(query, (int) Math.min(limit, STREAM_PAGE)).map(page -> {
            long left = limit - page.rows().size();
            return new RowPage(page.rows(), page.rest().filter(_ -> left > 0).map(rest -> () -> all(rest, left)));
        });
    }

    private static Optional<SamplesQuery> rest(SamplesQuery query, RowSet<Row> rows, int limit) {
        if (rows.size() < limit) {
            return Optional.empty();
        }
        Row last = null;
        for (Iterator<Row> iterator = rows.iterator(); iterator.hasNext(); ) {
            last = iterator.next();
        }
        return last == null ? Optional.empty() : query.after(SampleColumns.timestamp(last));
    }
}

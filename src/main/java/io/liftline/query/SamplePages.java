package io.liftline.query;

import io.liftline.query.format.RowPage;
import io.liftline.query.format.SampleColumns;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Iterator;
import java.util.Optional;

/// A range of raw samples, page by page.
///
/// A long answer is many short statements, each going on behind the last row of the one before. Nothing is
/// held between them, neither connection nor transaction, so that a slow reader costs the database nothing,
/// and memory is one page whatever the range.
@ApplicationScoped
class SamplePages {

    /// Rows of one statement under a streaming answer: about 200 kB of text.
    private static final int STREAM_PAGE = 1_000;

    private final TelemetryReader reader;

    SamplePages(TelemetryReader reader) {
        this.reader = reader;
    }

    /// One page, and what is left behind it.
    ///
    /// @param rows samples in the order asked for
    /// @param rest the question for the samples that follow; empty when the range is exhausted
    record Page(RowSet<Row> rows, Optional<SamplesQuery> rest) {}

    /// The first page of an answer; fails with 404 when the well is not there.
    Uni<Page> page(SamplesQuery query, int limit) {
        return reader.samples(query, limit).map(rows -> new Page(rows, rest(query, rows, limit)));
    }

    /// The first page of the whole range, with the way to the others; fails with 404 when the well is not
    /// there.
    ///
    /// @param limit at most so many samples in all
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

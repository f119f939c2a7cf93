package io.liftline.query;

import io.liftline.access.WellScope;
import io.liftline.query.format.SampleEncoder;
import io.liftline.telemetry.Timestamp;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
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

    /// The first page of an answer; fails with 404 when the well is not there or not permitted.
    Uni<Page> page(WellScope scope, SamplesQuery query, int limit) {
        return reader.samples(scope, query, limit).map(rows -> new Page(rows, rest(query, rows, limit)));
    }

    /// The whole range as encoded bytes, read as fast as they are taken; fails with 404 before the first
    /// byte.
    ///
    /// @param limit at most so many samples in all
    Uni<Multi<Buffer>> stream(WellScope scope, SamplesQuery query, long limit, SampleEncoder encoder) {
        return page(scope, query, (int) Math.min(limit, STREAM_PAGE))
                .map(first -> Multi.createFrom()
                        .item(encoder.head().appendBuffer(encoder.page(first.rows())))
                        .onCompletion()
                        .switchTo(following(scope, first, limit, encoder))
                        .filter(bytes -> bytes.length() > 0));
    }

    private Multi<Buffer> following(WellScope scope, Page first, long limit, SampleEncoder encoder) {
        return Multi.createBy()
                .repeating()
                .uni(() -> new Progress(first, limit), progress -> progress.next(scope))
                .whilst(page -> !page.isEmpty())
                .filter(page -> !page.isEmpty())
                .map(page -> encoder.page(page.get().rows()));
    }

    /// How far a streaming answer has come.
    private final class Progress {

        private Page last;
        private long left;

        Progress(Page first, long limit) {
            this.last = first;
            this.left = limit - first.rows().size();
        }

        Uni<Optional<Page>> next(WellScope scope) {
            if (last.rest().isEmpty() || left <= 0) {
                return Uni.createFrom().item(Optional.empty());
            }
            return page(scope, last.rest().get(), (int) Math.min(left, STREAM_PAGE))
                    .map(page -> {
                        last = page;
                        left -= page.rows().size();
                        return Optional.of(page);
                    });
        }
    }

    private static Optional<SamplesQuery> rest(SamplesQuery query, RowSet<Row> rows, int limit) {
        if (rows.size() < limit) {
            return Optional.empty();
        }
        Row last = null;
        for (Iterator<Row> iterator = rows.iterator(); iterator.hasNext(); ) {
            last = iterator.next();
        }
        return last == null
                ? Optional.empty()
                : query.after(Timestamp.micros(last.getOffsetDateTime(1).toInstant()));
    }
}

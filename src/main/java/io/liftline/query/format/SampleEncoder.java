package io.liftline.query.format;

import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;

/// Writes the rows of a statement that gives samples in one format, page after page: head, pages with a
/// separator between them, tail.
public sealed interface SampleEncoder permits JsonEncoder, NdjsonEncoder, CsvEncoder {

    /// What stands before the first page.
    Buffer head();

    /// The bytes of one page of rows; there is at least one.
    Buffer page(Iterable<Row> rows);

    /// What stands between two pages.
    Buffer separator();

    /// What stands behind the last page.
    Buffer tail();

    /// The encoder of a format.
    static SampleEncoder of(AnswerFormat format, SampleColumns columns) {
        return switch (format) {
            case JSON -> new JsonEncoder(columns);
            case NDJSON -> new NdjsonEncoder(columns);
            case CSV -> new CsvEncoder(columns);
        };
    }
}

package io.liftline.query.format;

import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;

/// Encodes samples in one format: a head, pages with a separator between them, and a tail.
public sealed interface SampleEncoder permits JsonEncoder, NdjsonEncoder, CsvEncoder {

    /// The bytes before the first page.
    Buffer head();

    /// The bytes of a page with at least one row.
    Buffer page(Iterable<Row> rows);

    /// The bytes between two pages.
    Buffer separator();

    /// The bytes after the last page.
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

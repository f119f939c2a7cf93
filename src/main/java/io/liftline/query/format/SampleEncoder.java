package io.liftline.query.format;

import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;

/// Encodes samples in one format.
public sealed interface SampleEncoder extends PageEncoder permits JsonEncoder, NdjsonEncoder, CsvEncoder {

    /// The encoder of a format of [AnswerFormat#TEXTS].
    ///
    /// @throws IllegalArgumentException for another format
    static SampleEncoder of(AnswerFormat format, SampleColumns columns) {
        return switch (format) {
            case JSON -> new JsonEncoder(columns);
            case NDJSON -> new NdjsonEncoder(columns);
            case CSV -> new CsvEncoder(columns);
            case PARQUET -> throw new IllegalArgumentException("Parquet is not written row by row");
        };
    }

    /// An empty page, to which samples are added.
    RowText rows();

    @Override
    default Buffer page(Iterable<Row> rows) {
        RowText text = rows();
        rows.forEach(text);
        return text.whole();
    }
}

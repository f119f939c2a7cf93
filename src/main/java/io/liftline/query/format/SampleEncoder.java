package io.liftline.query.format;

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
}

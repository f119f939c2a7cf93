package io.liftline.query.format;

/// Encodes samples in one format.
public sealed interface SampleEncoder extends PageEncoder permits JsonEncoder, NdjsonEncoder, CsvEncoder {

    /// The encoder of a format.
    static SampleEncoder of(AnswerFormat format, SampleColumns columns) {
        return switch (format) {
            case JSON -> new JsonEncoder(columns);
            case NDJSON -> new NdjsonEncoder(columns);
            case CSV -> new CsvEncoder(columns);
        };
    }
}

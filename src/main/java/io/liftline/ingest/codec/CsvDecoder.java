package io.liftline.ingest.codec;

import io.liftline.ingest.sample.SampleSink;
import java.io.IOException;

/// `text/csv` (RFC 4180, or the dialect that the client declares): a header line of `well_id`, `timestamp` and
/// channels in any order, then a sample a line. An empty field is "not measured". A line at fault costs that
/// sample only; blank lines are passed over.
public final class CsvDecoder implements SampleDecoder {

    private final CsvDialect dialect;

    /// @param dialect how the file is written
    public CsvDecoder(CsvDialect dialect) {
        this.dialect = dialect;
    }

    @Override
    public void decode(Body body, SampleSink sink) throws IOException {
        try (Lines lines = body.lines()) {
            CsvFile file = new CsvFile(lines, dialect, sink);
            file.header();
            file.samples();
        }
    }
}

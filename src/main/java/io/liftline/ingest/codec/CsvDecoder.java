package io.liftline.ingest.codec;

import io.liftline.ingest.sample.SampleSink;
import java.io.IOException;

/// `text/csv` (RFC 4180, or the dialect that the client declares): a header line with `well_id`, `timestamp`
/// and channels in any order, then one sample per line. An empty field means "not measured". An invalid line
/// rejects only its sample. Blank lines are skipped.
public final class CsvDecoder implements SampleDecoder {

    private final CsvDialect dialect;

    /// @param dialect the dialect of the file
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

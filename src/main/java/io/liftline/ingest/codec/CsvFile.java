package io.liftline.ingest.codec;

import io.liftline.ingest.sample.SampleSink;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Decodes one CSV file, line by line.
final class CsvFile {

    private static final String UNREADABLE =
            " cannot be read: it holds more than " + Lines.MAX_LENGTH + " bytes, or a quote that is not closed";

    private final Lines lines;
    private final CsvDialect dialect;
    private final SampleSink sink;
    private final CsvLine line;
    private int width;
    private CsvRows rows = new CsvRows.Narrow(List.of());

    CsvFile(Lines lines, CsvDialect dialect, SampleSink sink) {
        this.lines = lines;
        this.dialect = dialect;
        this.sink = sink;
        this.line = new CsvLine(dialect.delimiter());
    }

    /// Reads the header line and the lines around it.
    ///
    /// @throws ProblemException 400 if there is none
    /// @throws io.liftline.ingest.sample.BodyRefusedException if a column is unknown, repeated or missing
    void header() throws IOException {
        HeaderLines layout = dialect.lines();
        List<String> wells = List.of();
        for (int before = 1; before <= layout.skip(); before++) {
            advance();
            if (before == layout.wellLine()) {
                wells = fields("The line of the wells, ").texts();
            }
        }
        do {
            advance();
        } while (lines.isBlank());
        CsvHeader header = new CsvHeader(fields("The header in line "), lines.number(), dialect);
        width = line.count();
        rows = layout.isWide() ? CsvLayout.wide(header, wells, sink) : CsvLayout.narrow(header);
        for (int after = 0; after < layout.after() && lines.next(); after++) {
            // a line of units, or of descriptions
        }
    }

    /// Reads the samples after the header.
    void samples() throws IOException {
        CsvValues values = new CsvValues(dialect.decimal(), sink);
        while (lines.next()) {
            if (!lines.isBlank()) {
                rows.read(line, lines.number(), fault(), values, sink);
            }
        }
    }

    /// Splits the current line. Returns what is wrong with its form.
    private @Nullable String fault() {
        if (lines.isTooLong()) {
            line.clear();
            return "a line holds at most " + Lines.MAX_LENGTH + " bytes";
        }
        if (!line.read(lines)) {
            return "a quote is opened and not closed in the line, or something follows its end";
        }
        return line.count() == width ? null : "the line has " + line.count() + " fields, the header " + width;
    }

    private void advance() throws IOException {
        if (!lines.next()) {
            throw new ProblemException(ProblemCode.MALFORMED_REQUEST, "The body is empty: a header line is required");
        }
    }

    private CsvLine fields(String what) {
        if (lines.isTooLong() || !line.read(lines)) {
            throw new ProblemException(ProblemCode.MALFORMED_REQUEST, what + lines.number() + UNREADABLE);
        }
        return line;
    }
}

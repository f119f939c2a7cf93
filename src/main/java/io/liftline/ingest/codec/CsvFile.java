package io.liftline.ingest.codec;

import io.liftline.ingest.sample.RawSample;
import io.liftline.ingest.sample.RejectCode;
import io.liftline.ingest.sample.SampleSink;
import io.liftline.ingest.sample.TimeFormat;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.liftline.telemetry.Channel;
import java.io.IOException;
import java.util.List;

/// Decodes one CSV file, line by line. Values are parsed directly from the bytes.
final class CsvFile {

    private final Lines lines;
    private final CsvDialect dialect;
    private final SampleSink sink;
    private final TimeFormat times;
    private final CsvLine line;
    private final PlainNumber number = new PlainNumber();
    private final Ascii text = new Ascii();
    private List<CsvColumn> columns = List.of();

    CsvFile(Lines lines, CsvDialect dialect, SampleSink sink) {
        this.lines = lines;
        this.dialect = dialect;
        this.sink = sink;
        this.times = sink.times();
        this.line = new CsvLine(dialect.delimiter());
    }

    /// Reads the header line.
    ///
    /// @throws ProblemException 400 if there is none
    /// @throws io.liftline.ingest.sample.BodyRefusedException if a column is unknown, repeated or missing
    void header() throws IOException {
        for (int skipped = 0; skipped < dialect.skip(); skipped++) {
            if (!lines.next()) {
                throw noHeader();
            }
        }
        do {
            if (!lines.next()) {
                throw noHeader();
            }
        } while (lines.isBlank());
        if (lines.isTooLong() || !line.read(lines)) {
            throw new ProblemException(
                    ProblemCode.MALFORMED_REQUEST,
                    "The header in line " + lines.number() + " cannot be read: it holds more than " + Lines.MAX_LENGTH
                            + " bytes, or a quote that is not closed");
        }
        columns = new CsvHeader(line, lines.number(), dialect).columns();
    }

    /// Reads the samples after the header.
    void samples() throws IOException {
        while (lines.next()) {
            if (!lines.isBlank()) {
                RawSample sample = sink.next();
                sample(sample);
                sink.end(sample, lines.number());
            }
        }
    }

    private void sample(RawSample sample) {
        if (lines.isTooLong()) {
            malformed(sample, "a line holds at most " + Lines.MAX_LENGTH + " bytes");
            return;
        }
        if (!line.read(lines)) {
            malformed(sample, "a quote is opened and not closed in the line, or something follows its end");
        } else if (line.count() != columns.size()) {
            malformed(sample, "the line has " + line.count() + " fields, the header " + columns.size());
        }
        byte[] bytes = line.bytes();
        int fields = Math.min(line.count(), columns.size());
        for (int i = 0; i < fields; i++) {
            int from = line.from(i);
            int to = line.to(i);
            switch (columns.get(i)) {
                case CsvColumn.Well _ -> sample.wellId(sink.wellName(bytes, from, to));
                case CsvColumn.Time _ -> sample.timestamp(times.micros(bytes, from, to), text.at(bytes, from, to));
                case CsvColumn.Measured(Channel channel) -> channel(channel, bytes, from, to, sample);
                case CsvColumn.Ignored _ -> {}
            }
        }
    }

    private void channel(Channel channel, byte[] bytes, int from, int to, RawSample sample) {
        if (from == to) {
            sample.notMeasured(channel);
            return;
        }
        double value = switch (dialect.decimal()) {
            case POINT -> number.read(bytes, from, to) == to ? number.value() : Decimal.parse(bytes, from, to);
            case COMMA -> Decimal.parseWithComma(bytes, from, to);
        };
        if (Double.isNaN(value)) {
            sink.notANumber(sample, channel, text.at(bytes, from, to).toString(), expected(channel, bytes, from, to));
        } else {
            sink.measured(sample, channel, value, bytes, from, to);
        }
    }

    private String expected(Channel channel, byte[] bytes, int from, int to) {
        String detail = channel.column() + " must be a decimal number";
        return switch (dialect.decimal()) {
            case POINT ->
                Double.isNaN(Decimal.parseWithComma(bytes, from, to))
                        ? detail
                        : detail + "; with a decimal comma? Declare decimal=,";
            case COMMA -> detail + " with a decimal comma";
        };
    }

    private static void malformed(RawSample sample, String detail) {
        sample.fault(RejectCode.MALFORMED, null, null, detail);
    }

    private static ProblemException noHeader() {
        return new ProblemException(ProblemCode.MALFORMED_REQUEST, "The body is empty: a header line is required");
    }
}

package io.liftline.ingest.codec;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.liftline.ingest.sample.BodyRefusedException;
import io.liftline.ingest.sample.RawSample;
import io.liftline.ingest.sample.RejectCode;
import io.liftline.ingest.sample.RowError;
import io.liftline.ingest.sample.SampleField;
import io.liftline.ingest.sample.SampleSink;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.liftline.telemetry.Channel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/// `text/csv` (RFC 4180): a header line of `well_id`, `timestamp` and channels in any order, then a sample
/// a record. An empty field is "not measured".
public final class CsvDecoder implements SampleDecoder {

    private static final int MAX_FIELD = 64 * 1024;

    @Override
    public void decode(Body body, SampleSink sink) throws IOException {
        try (CsvReader<CsvRecord> records = CsvReader.builder()
                .detectBomHeader(true)
                .skipEmptyLines(true)
                .allowMissingFields(true)
                .allowExtraFields(true)
                .maxBufferSize(MAX_FIELD)
                .ofCsvRecord(body.open())) {
            Iterator<CsvRecord> iterator = records.iterator();
            if (!iterator.hasNext()) {
                throw new ProblemException(
                        ProblemCode.MALFORMED_REQUEST, "The body is empty: a header line is required");
            }
            List<Column> header = header(iterator.next());
            PlainNumber number = new PlainNumber();
            while (iterator.hasNext()) {
                sample(iterator.next(), header, number, sink);
            }
        } catch (CsvParseException e) {
            if (e.getCause() instanceof ProblemException problem) {
                throw problem;
            }
            if (e.getCause() instanceof IOException broken) {
                throw broken;
            }
            throw new ProblemException(ProblemCode.MALFORMED_REQUEST, "The body is not CSV: " + e.getMessage());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /// What a column of the body is.
    private sealed interface Column {
        record Well() implements Column {}

        record Time() implements Column {}

        record Measured(Channel channel) implements Column {}
    }

    private static List<Column> header(CsvRecord record) {
        List<Column> columns = new ArrayList<>(record.getFieldCount());
        Set<String> seen = new HashSet<>();
        for (String field : record.getFields()) {
            String name = field.strip();
            if (!seen.add(name)) {
                throw headerFault(record, RejectCode.MALFORMED, name, "the header names the column twice");
            }
            columns.add(
                    switch (name) {
                        case SampleField.WELL_ID -> new Column.Well();
                        case SampleField.TIMESTAMP -> new Column.Time();
                        default ->
                            new Column.Measured(Channel.of(name)
                                    .orElseThrow(() ->
                                            headerFault(record, RejectCode.UNKNOWN_CHANNEL, name, "no such channel")));
                    });
        }
        if (!seen.contains(SampleField.WELL_ID)) {
            throw headerFault(record, RejectCode.MISSING_WELL_ID, SampleField.WELL_ID, "the header has no well_id");
        }
        if (!seen.contains(SampleField.TIMESTAMP)) {
            throw headerFault(
                    record, RejectCode.MISSING_TIMESTAMP, SampleField.TIMESTAMP, "the header has no timestamp");
        }
        return columns;
    }

    private static BodyRefusedException headerFault(CsvRecord record, RejectCode code, String field, String detail) {
        return new BodyRefusedException(RowError.ofRequest(record.getStartingLineNumber(), code, field, null, detail));
    }

    private static void sample(CsvRecord record, List<Column> header, PlainNumber number, SampleSink sink) {
        RawSample sample = sink.next();
        if (record.getFieldCount() != header.size()) {
            sample.fault(
                    RejectCode.MALFORMED,
                    null,
                    null,
                    "the line has " + record.getFieldCount() + " fields, the header " + header.size());
        }
        int fields = Math.min(record.getFieldCount(), header.size());
        for (int i = 0; i < fields; i++) {
            String text = record.getField(i).strip();
            switch (header.get(i)) {
                case Column.Well _ -> sample.wellId(text);
                case Column.Time _ -> sample.timestamp(text);
                case Column.Measured(Channel channel) -> channel(text, channel, number, sample, sink);
            }
        }
        sink.end(sample, record.getStartingLineNumber());
    }

    private static void channel(String text, Channel channel, PlainNumber number, RawSample sample, SampleSink sink) {
        if (text.isEmpty()) {
            sample.notMeasured(channel);
        } else if (number.reads(text)) {
            sink.measured(sample, channel, number.value(), text);
        } else if (Decimal.isDecimal(text)) {
            sink.measured(sample, channel, Double.parseDouble(text), text);
        } else {
            sample.notMeasured(channel);
            sample.fault(
                    RejectCode.NOT_A_NUMBER, channel.column(), text, channel.column() + " must be a decimal number");
        }
    }
}

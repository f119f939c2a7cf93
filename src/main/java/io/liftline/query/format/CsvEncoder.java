package io.liftline.query.format;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.liftline.telemetry.Timestamp;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// CSV by RFC 4180 with `\n` as line end, which ingest also accepts: a header line, then one sample per line.
record CsvEncoder(SampleColumns columns) implements SampleEncoder {

    @Override
    public Buffer head() {
        List<String> names = new ArrayList<>(List.of("well_id", "timestamp"));
        columns.channels().forEach(channel -> names.add(channel.column()));
        return write(csv -> csv.writeRecord(names));
    }

    @Override
    public Buffer page(Iterable<Row> rows) {
        return write(csv -> {
            String[] fields = new String[columns.channels().size() + 2];
            for (Row row : rows) {
                fields[0] = SampleColumns.wellId(row);
                fields[1] = Timestamp.format(SampleColumns.timestamp(row));
                for (int i = 0; i < columns.channels().size(); i++) {
                    Double value = columns.value(row, i);
                    fields[i + 2] = value == null ? "" : value.toString();
                }
                csv.writeRecord(fields);
            }
        });
    }

    @Override
    public Buffer separator() {
        return Buffer.buffer();
    }

    @Override
    public Buffer tail() {
        return Buffer.buffer();
    }

    private static Buffer write(Consumer<CsvWriter> records) {
        StringWriter text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
            records.accept(csv);
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail to be written", e);
        }
        return Buffer.buffer(text.toString());
    }
}

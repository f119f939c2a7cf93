package io.liftline.query.format;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.liftline.telemetry.Channel;
import io.liftline.telemetry.Timestamp;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// RFC 4180 with `\n` ends, which is what the service also takes in.
record CsvEncoder(List<Channel> channels) implements SampleEncoder {

    @Override
    public Buffer head() {
        List<String> names = new ArrayList<>(List.of("well_id", "timestamp"));
        channels.forEach(channel -> names.add(channel.column()));
        return write(csv -> csv.writeRecord(names));
    }

    @Override
    public Buffer page(RowSet<Row> rows) {
        return write(csv -> {
            String[] fields = new String[channels.size() + 2];
            for (Row row : rows) {
                fields[0] = row.getString(0);
                fields[1] = Timestamp.format(
                        Timestamp.micros(row.getOffsetDateTime(1).toInstant()));
                for (int i = 2; i < fields.length; i++) {
                    Double value = row.getDouble(i);
                    fields[i] = value == null ? "" : value.toString();
                }
                csv.writeRecord(fields);
            }
        });
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

package io.liftline.query.format;

import io.liftline.telemetry.Timestamp;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;

/// CSV: a header line, then one sample per line.
record CsvEncoder(SampleColumns columns) implements SampleEncoder {

    @Override
    public Buffer head() {
        List<String> names = new ArrayList<>(List.of("well_id", "timestamp"));
        columns.channels().forEach(channel -> names.add(channel.column()));
        return CsvText.write(csv -> csv.writeRecord(names));
    }

    @Override
    public Buffer page(Iterable<Row> rows) {
        return CsvText.write(csv -> {
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
}

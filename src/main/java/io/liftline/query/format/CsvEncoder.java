package io.liftline.query.format;

import io.vertx.core.buffer.Buffer;
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
    public RowText rows() {
        return new RowText(columns, RowLayout.csv(columns, CsvEncoder::well, ""));
    }

    private static String well(String id) {
        String line = CsvText.write(csv -> csv.writeRecord(id, "")).toString();
        return line.substring(0, line.length() - 1);
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

package io.liftline.query.format;

import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;

/// One sample per line, encoded as in JSON.
record NdjsonEncoder(SampleColumns columns) implements SampleEncoder {

    @Override
    public Buffer head() {
        return Buffer.buffer();
    }

    @Override
    public Buffer page(Iterable<Row> rows) {
        return JsonText.write(json -> {
            for (Row row : rows) {
                JsonText.sample(json, row, columns);
                json.writeRaw('\n');
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

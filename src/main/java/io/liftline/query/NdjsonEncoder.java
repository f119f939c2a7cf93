package io.liftline.query;

import io.liftline.telemetry.Channel;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.util.List;

/// One sample a line, as in JSON.
record NdjsonEncoder(List<Channel> channels) implements SampleEncoder {

    @Override
    public Buffer head() {
        return Buffer.buffer();
    }

    @Override
    public Buffer page(RowSet<Row> rows) {
        return JsonText.write(json -> {
            for (Row row : rows) {
                JsonText.sample(json, row, channels);
                json.writeRaw('\n');
            }
        });
    }
}

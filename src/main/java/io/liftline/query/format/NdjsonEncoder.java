package io.liftline.query.format;

import io.liftline.telemetry.Channel;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import java.util.List;

/// One sample a line, as in JSON. The REST layer ends each page it is given with a line end of its own, so
/// a page has line ends between its samples only.
record NdjsonEncoder(List<Channel> channels) implements SampleEncoder {

    @Override
    public Buffer head() {
        return Buffer.buffer();
    }

    @Override
    public Buffer page(RowSet<Row> rows) {
        return JsonText.write(json -> {
            String lineEnd = "";
            for (Row row : rows) {
                json.writeRaw(lineEnd);
                JsonText.sample(json, row, channels);
                lineEnd = "\n";
            }
        });
    }
}

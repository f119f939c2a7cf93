package io.liftline.query.format;

import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;

/// `{"samples": […]}`, all samples in one array.
record JsonEncoder(SampleColumns columns) implements SampleEncoder {

    @Override
    public Buffer head() {
        return Buffer.buffer("{\"samples\":[");
    }

    @Override
    public Buffer page(Iterable<Row> rows) {
        return JsonText.write(json -> {
            String separator = "";
            for (Row row : rows) {
                json.writeRaw(separator);
                JsonText.sample(json, row, columns);
                separator = ",";
            }
        });
    }

    @Override
    public Buffer separator() {
        return Buffer.buffer(",");
    }

    @Override
    public Buffer tail() {
        return Buffer.buffer("]}");
    }
}

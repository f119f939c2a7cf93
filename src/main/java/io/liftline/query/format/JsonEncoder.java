package io.liftline.query.format;

import io.vertx.core.buffer.Buffer;

/// `{"samples": […]}`, all samples in one array.
record JsonEncoder(SampleColumns columns) implements SampleEncoder {

    @Override
    public Buffer head() {
        return Buffer.buffer("{\"samples\":[");
    }

    @Override
    public RowText rows() {
        return new RowText(columns, RowLayout.json(columns, ",", ""));
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

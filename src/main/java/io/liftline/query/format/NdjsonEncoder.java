package io.liftline.query.format;

import io.vertx.core.buffer.Buffer;

/// One sample per line, encoded as in JSON.
record NdjsonEncoder(SampleColumns columns) implements SampleEncoder {

    @Override
    public Buffer head() {
        return Buffer.buffer();
    }

    @Override
    public RowText rows() {
        return new RowText(columns, RowLayout.json(columns, "", "\n"));
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

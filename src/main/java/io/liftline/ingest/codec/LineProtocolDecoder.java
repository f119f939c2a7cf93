package io.liftline.ingest.codec;

import io.liftline.ingest.sample.SampleSink;
import java.io.IOException;

/// InfluxDB line protocol, both versions of it: measurement `esp_telemetry`, tag `well_id`, fields that are
/// channels, an optional time (the service's clock, where there is none).
/// A line at fault costs that sample only; blank lines and comments are passed over.
///
/// Source: the public "Line protocol" reference of InfluxDB OSS v2.
public final class LineProtocolDecoder implements SampleDecoder {

    private final Precision precision;

    public LineProtocolDecoder(Precision precision) {
        this.precision = precision;
    }

    @Override
    public void decode(Body body, SampleSink sink) throws IOException {
        try (Lines lines = body.lines()) {
            LineProtocolLine line = new LineProtocolLine(lines, precision, sink);
            while (lines.next()) {
                if (!lines.isBlank() && !line.isComment()) {
                    line.read();
                }
            }
        }
    }
}

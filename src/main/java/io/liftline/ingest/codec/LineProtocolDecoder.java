package io.liftline.ingest.codec;

import io.liftline.ingest.sample.SampleSink;
import java.io.IOException;

/// InfluxDB line protocol, as its clients send it by default: any measurement, a tag with the well id, channels
/// as fields, and an optional time (default: the service's clock). An invalid line rejects only its sample.
/// Blank lines and comments are skipped.
///
/// Source: the public "Line protocol" reference of InfluxDB OSS v2.
public final class LineProtocolDecoder implements SampleDecoder {

    private final Precision precision;
    private final LineProtocolNames names;
    private final Strictness strictness;

    /// What to do with a measurement other than `esp_telemetry`, with other tags, and with text and boolean
    /// fields.
    public enum Strictness {
        /// They are ignored. Telegraf and similar agents add them, and drop a batch that is rejected.
        LENIENT,
        /// They reject their line (parameter `strict`).
        STRICT
    }

    /// @param precision unit of the times
    /// @param names names of the well tag and the channels
    /// @param strictness whether parts that do not belong to a sample reject their line
    public LineProtocolDecoder(Precision precision, LineProtocolNames names, Strictness strictness) {
        this.precision = precision;
        this.names = names;
        this.strictness = strictness;
    }

    @Override
    public void decode(Body body, SampleSink sink) throws IOException {
        try (Lines lines = body.lines()) {
            LineProtocolLine line = new LineProtocolLine(lines, precision, names, strictness, sink);
            while (lines.next()) {
                if (!lines.isBlank() && !line.isComment()) {
                    line.read();
                }
            }
            line.reportPassedOver();
        }
    }
}

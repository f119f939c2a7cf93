package io.liftline.ingest.codec;

import io.liftline.ingest.sample.SampleSink;
import java.io.IOException;

/// InfluxDB line protocol, as its clients send it by default: any measurement, a tag that names the well, fields
/// that are channels, an optional time (the service's clock, where there is none). A line at fault costs that sample
/// only; blank lines and comments are passed over.
///
/// Source: the public "Line protocol" reference of InfluxDB OSS v2.
public final class LineProtocolDecoder implements SampleDecoder {

    private final Precision precision;
    private final LineProtocolNames names;
    private final Strictness strictness;

    /// What becomes of a measurement other than `esp_telemetry`, of other tags, and of fields that are text or
    /// boolean.
    public enum Strictness {
        /// They are passed over: Telegraf and the like add them, and give up a batch that is refused.
        LENIENT,
        /// They cost their line (parameter `strict`).
        STRICT
    }

    /// @param precision the unit of its times
    /// @param names how it names the well and the channels
    /// @param strictness whether what is no sample costs its line
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

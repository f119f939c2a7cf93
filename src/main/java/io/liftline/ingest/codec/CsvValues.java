package io.liftline.ingest.codec;

import io.liftline.ingest.codec.CsvDialect.Decimals;
import io.liftline.ingest.sample.RawSample;
import io.liftline.ingest.sample.SampleSink;
import io.liftline.ingest.sample.TimeFormat;
import io.liftline.telemetry.Channel;
import java.nio.charset.StandardCharsets;

/// Reads the fields of CSV lines into samples. Values are parsed directly from the bytes.
final class CsvValues {

    private final Decimals decimals;
    private final SampleSink sink;
    private final TimeFormat times;
    private final PlainNumber number = new PlainNumber();
    private final Ascii text = new Ascii();

    CsvValues(Decimals decimals, SampleSink sink) {
        this.decimals = decimals;
        this.sink = sink;
        this.times = sink.times();
    }

    /// Reads a field as the event time.
    void time(CsvLine line, int field, RawSample sample) {
        byte[] bytes = line.bytes();
        int from = line.from(field);
        int to = line.to(field);
        sample.timestamp(times.micros(bytes, from, to), text.at(bytes, from, to));
    }

    /// Reads a field as the value of a channel.
    void channel(CsvLine line, int field, Channel channel, RawSample sample) {
        byte[] bytes = line.bytes();
        int from = line.from(field);
        int to = line.to(field);
        if (from == to) {
            sample.notMeasured(channel);
            return;
        }
        double measured = switch (decimals) {
            case POINT -> number.read(bytes, from, to) == to ? number.value() : Decimal.parse(bytes, from, to);
            case COMMA -> Decimal.parseWithComma(bytes, from, to);
        };
        if (Double.isNaN(measured)) {
            String value = new String(bytes, from, to - from, StandardCharsets.UTF_8);
            sink.notANumber(sample, channel, value, expected(channel, bytes, from, to));
        } else {
            sink.measured(sample, channel, measured, bytes, from, to);
        }
    }

    private String expected(Channel channel, byte[] bytes, int from, int to) {
        String detail = channel.column() + " must be a decimal number";
        return switch (decimals) {
            case POINT ->
                Double.isNaN(Decimal.parseWithComma(bytes, from, to))
                        ? detail
                        : detail + "; with a decimal comma? Declare decimal=,";
            case COMMA -> detail + " with a decimal comma";
        };
    }
}

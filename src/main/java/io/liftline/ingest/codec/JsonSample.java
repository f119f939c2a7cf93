package io.liftline.ingest.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.liftline.ingest.sample.RawSample;
import io.liftline.ingest.sample.RejectCode;
import io.liftline.ingest.sample.RowError;
import io.liftline.ingest.sample.SampleField;
import io.liftline.ingest.sample.SampleSink;
import io.liftline.ingest.sample.TimeFormat;
import io.liftline.telemetry.Channel;
import io.liftline.telemetry.Timestamp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Decodes one sample, a JSON object. The parser must be at its opening brace or at its first field.
final class JsonSample {

    /// Maximum length of a name, text or number. A longer one rejects the body.
    static final int MAX_LENGTH = 64 * 1024;

    /// Maximum nesting depth of arrays and objects. A deeper one rejects the body.
    static final int MAX_DEPTH = 1_000;

    /// Maximum length of a numeric value.
    private static final int MAX_NUMBER = 400;

    /// More lenient than JSON where this limits an error to its sample: `NaN`, infinities, long numbers, and
    /// control characters in text are parsed, and then rejected here or by the validator.
    static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(MAX_LENGTH)
                    .maxStringLength(MAX_LENGTH)
                    .maxNameLength(MAX_LENGTH)
                    .build())
            .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false)
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .build();

    private JsonSample() {}

    /// Fills the sample, up to and including the closing brace.
    static void read(JsonParser json, RawSample sample, SampleSink sink) throws IOException {
        JsonToken token = json.currentToken();
        if (token == JsonToken.START_OBJECT) {
            token = json.nextToken();
        }
        for (; token == JsonToken.FIELD_NAME; token = json.nextToken()) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            switch (name) {
                case SampleField.WELL_ID -> sample.wellId(text(json, value, sample, RejectCode.INVALID_WELL_ID, name));
                case SampleField.TIMESTAMP -> timestamp(json, value, sample, sink.times());
                default -> channel(json, value, sample, sink, name);
            }
        }
    }

    private static void timestamp(JsonParser json, JsonToken value, RawSample sample, TimeFormat times)
            throws IOException {
        if (value != JsonToken.VALUE_STRING && !value.isNumeric()) {
            sample.timestamp(
                    Timestamp.UNREADABLE,
                    text(json, value, sample, RejectCode.INVALID_TIMESTAMP, SampleField.TIMESTAMP));
            return;
        }
        String text = json.getText();
        if (value.isNumeric() && !times.isNumber()) {
            sample.fault(
                    RejectCode.INVALID_TIMESTAMP,
                    SampleField.TIMESTAMP,
                    text,
                    "timestamp must be a string; " + times.fault(text));
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        sample.timestamp(times.micros(bytes, 0, bytes.length), text);
    }

    private static @Nullable String text(
            JsonParser json, JsonToken value, RawSample sample, RejectCode otherwise, String field) throws IOException {
        if (value == JsonToken.VALUE_STRING) {
            return json.getText();
        }
        if (value != JsonToken.VALUE_NULL) {
            sample.fault(otherwise, field, scalar(json, value), field + " must be a string");
        }
        return null;
    }

    private static void channel(JsonParser json, JsonToken value, RawSample sample, SampleSink sink, String name)
            throws IOException {
        Optional<Channel> channel = Channel.of(name);
        if (channel.isEmpty()) {
            sample.fault(RejectCode.UNKNOWN_CHANNEL, name, scalar(json, value), "no such channel");
        } else if (value == JsonToken.VALUE_NULL) {
            sample.notMeasured(channel.get());
        } else if (value.isNumeric()) {
            number(json, channel.get(), sample, sink);
        } else {
            sink.notANumber(sample, channel.get(), scalar(json, value), name + " must be a JSON number or null");
        }
    }

    private static void number(JsonParser json, Channel channel, RawSample sample, SampleSink sink) throws IOException {
        if (json.getTextLength() > MAX_NUMBER) {
            sink.notANumber(
                    sample,
                    channel,
                    RowError.clip(json.getText()),
                    "a number has at most " + MAX_NUMBER + " characters");
            return;
        }
        double number = json.getDoubleValue();
        String text = sink.isPlausible(channel, number) ? "" : json.getText(); // getText() creates a String
        sink.measured(sample, channel, number, text);
    }

    /// The value as text, clipped. An object or array is skipped and has no text.
    private static @Nullable String scalar(JsonParser json, JsonToken value) throws IOException {
        if (value.isStructStart()) {
            json.skipChildren();
            return null;
        }
        return RowError.clip(json.getText());
    }
}

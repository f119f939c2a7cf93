package io.liftline.ingest.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.liftline.ingest.sample.RawSample;
import io.liftline.ingest.sample.RejectCode;
import io.liftline.ingest.sample.RowError;
import io.liftline.ingest.sample.SampleField;
import io.liftline.ingest.sample.SampleSink;
import io.liftline.telemetry.Channel;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads one sample, a JSON object, from a parser that stands before or at its first field.
final class JsonSample {

    /// Tight bounds for a hostile body: nesting, names and numbers are short in any honest sample.
    static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(16)
                    .maxNumberLength(400)
                    .maxStringLength(64 * 1024)
                    .maxNameLength(256)
                    .build())
            .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false)
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .build();

    private JsonSample() {}

    /// Fills the sample up to and including the closing brace. The parser stands at the opening brace or at
    /// the name of the first field.
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
                case SampleField.TIMESTAMP ->
                    sample.timestamp(text(json, value, sample, RejectCode.INVALID_TIMESTAMP, name));
                default -> channel(json, value, sample, sink, name);
            }
        }
    }

    /// Where the parser gave up; nothing when it does not say, as for a bound of [#FACTORY].
    static String place(JsonProcessingException failure) {
        @Nullable JsonLocation at = failure.getLocation();
        return at == null ? "" : ", at line " + at.getLineNr() + ", column " + at.getColumnNr();
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
            double number = json.getDoubleValue();
            String text = sink.isPlausible(channel.get(), number) ? "" : json.getText(); // costs a String
            sink.measured(sample, channel.get(), number, text);
        } else {
            sample.notMeasured(channel.get());
            sample.fault(RejectCode.NOT_A_NUMBER, name, scalar(json, value), name + " must be a JSON number or null");
        }
    }

    /// The value as text, clipped; an object or array is passed over and has none.
    private static @Nullable String scalar(JsonParser json, JsonToken value) throws IOException {
        if (value.isStructStart()) {
            json.skipChildren();
            return null;
        }
        return RowError.clip(json.getText());
    }
}

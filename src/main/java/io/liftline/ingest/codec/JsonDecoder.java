package io.liftline.ingest.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.liftline.ingest.sample.RawSample;
import io.liftline.ingest.sample.RejectCode;
import io.liftline.ingest.sample.RowError;
import io.liftline.ingest.sample.SampleSink;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// `application/json`: one sample, an array of samples, or `{"units": {…}, "samples": […]}` in either order.
public final class JsonDecoder implements SampleDecoder {

    private static final String UNITS = "units";
    private static final String SAMPLES = "samples";

    @Override
    public void decode(Body body, SampleSink sink) throws IOException {
        try (JsonParser json = JsonSample.FACTORY.createParser(body.open())) {
            switch (json.nextToken()) {
                case START_ARRAY -> samples(json, sink);
                case START_OBJECT -> object(json, body, sink);
                case null -> throw malformed("The body is empty");
                default -> throw malformed("The body must be a JSON object or array");
            }
            if (json.nextToken() != null) {
                throw malformed("Something follows the JSON value, at " + place(json));
            }
        } catch (JsonProcessingException e) {
            throw malformed("The body cannot be read: " + JsonFault.of(e) + JsonFault.place(e));
        }
    }

    private static void object(JsonParser json, Body body, SampleSink sink) throws IOException {
        String first = json.nextFieldName();
        if (!UNITS.equals(first) && !SAMPLES.equals(first)) {
            sample(json, sink);
            return;
        }
        if (SAMPLES.equals(first)) {
            unitsBehindSamples(body, sink);
        }
        boolean seen = false;
        for (String name = first; name != null; name = json.nextFieldName()) {
            JsonToken value = json.nextToken();
            switch (name) {
                case UNITS -> units(json, value, sink);
                case SAMPLES -> {
                    if (seen || value != JsonToken.START_ARRAY) {
                        throw malformed("samples must be one array, at " + place(json));
                    }
                    seen = true;
                    samples(json, sink);
                }
                default -> throw malformed("'" + RowError.clip(name) + "' is not expected beside units and samples");
            }
        }
        if (!seen) {
            throw malformed("samples is missing");
        }
    }

    /// The units must be known before the first sample is decoded. If they come after the samples in the body,
    /// this method reads them first.
    private static void unitsBehindSamples(Body body, SampleSink sink) throws IOException {
        try (JsonParser json = JsonSample.FACTORY.createParser(body.open())) {
            json.nextToken();
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                JsonToken value = json.nextToken();
                if (UNITS.equals(name)) {
                    units(json, value, sink);
                } else {
                    json.skipChildren();
                }
            }
        }
    }

    private static void units(JsonParser json, JsonToken value, SampleSink sink) throws IOException {
        if (value != JsonToken.START_OBJECT) {
            throw malformed("units must be an object of channel and unit, at " + place(json));
        }
        for (String column = json.nextFieldName(); column != null; column = json.nextFieldName()) {
            @Nullable String symbol = json.nextTextValue();
            if (symbol == null) {
                throw malformed("the unit of '" + RowError.clip(column) + "' must be a string, at " + place(json));
            }
            sink.declareUnit(column, symbol);
        }
    }

    private static void samples(JsonParser json, SampleSink sink) throws IOException {
        while (json.nextToken() != JsonToken.END_ARRAY) {
            sample(json, sink);
        }
    }

    private static void sample(JsonParser json, SampleSink sink) throws IOException {
        RawSample sample = sink.next();
        long line = json.currentTokenLocation().getLineNr();
        if (json.currentToken() == JsonToken.START_OBJECT
                || json.currentToken() == JsonToken.FIELD_NAME
                || json.currentToken() == JsonToken.END_OBJECT) {
            JsonSample.read(json, sample, sink);
        } else {
            json.skipChildren();
            sample.fault(RejectCode.MALFORMED, null, null, "a sample must be a JSON object");
        }
        sink.end(sample, line);
    }

    private static String place(JsonParser json) {
        return "line " + json.currentTokenLocation().getLineNr() + ", column "
                + json.currentTokenLocation().getColumnNr();
    }

    private static ProblemException malformed(String detail) {
        return new ProblemException(ProblemCode.MALFORMED_REQUEST, detail);
    }
}

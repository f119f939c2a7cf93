package io.liftline.ingest.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.liftline.ingest.sample.RawSample;
import io.liftline.ingest.sample.RejectCode;
import io.liftline.ingest.sample.SampleSink;
import java.io.IOException;

/// `application/x-ndjson`: one sample per line, as JSON. A line that is not JSON rejects only its sample. Blank
/// lines are skipped.
public final class NdjsonDecoder implements SampleDecoder {

    @Override
    public void decode(Body body, SampleSink sink) throws IOException {
        try (Lines lines = body.lines()) {
            FlatJsonLine flat = new FlatJsonLine(sink);
            while (lines.next()) {
                if (!lines.isBlank()) {
                    line(lines, flat, sink);
                }
            }
        }
    }

    private static void line(Lines lines, FlatJsonLine flat, SampleSink sink) throws IOException {
        RawSample sample = sink.next();
        if (lines.isTooLong()) {
            sample.fault(RejectCode.MALFORMED, null, null, "a line holds at most " + Lines.MAX_LENGTH + " bytes");
        } else if (!flat.read(lines, sample)) {
            sample.clear();
            try (JsonParser json = JsonSample.FACTORY.createParser(lines.buffer(), lines.start(), lines.length())) {
                if (json.nextToken() != JsonToken.START_OBJECT) {
                    sample.fault(RejectCode.MALFORMED, null, null, "a line must be a JSON object");
                } else {
                    JsonSample.read(json, sample, sink);
                    if (json.nextToken() != null) {
                        sample.fault(RejectCode.MALFORMED, null, null, "something follows the JSON object");
                    }
                }
            } catch (JsonProcessingException e) {
                sample.fault(RejectCode.MALFORMED, null, null, JsonFault.of(e) + JsonFault.column(e));
            }
        }
        sink.end(sample, lines.number());
    }
}

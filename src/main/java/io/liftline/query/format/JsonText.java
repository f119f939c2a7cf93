package io.liftline.query.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Encodes rows as JSON. A double is written as the shortest text that parses to the same double. A value that
/// was not measured is `null`.
public final class JsonText {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .build();

    private static final String BEFORE_SAMPLES = "{\"samples\":[";

    private static final RowLayout SAMPLE = RowLayout.json(SampleColumns.ALL, "", "");

    private JsonText() {}

    /// Writes the content.
    @FunctionalInterface
    public interface Content {
        void writeTo(JsonGenerator json) throws IOException;
    }

    /// The content as UTF-8.
    public static Buffer write(Content content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            json.setPrettyPrinter(new MinimalPrettyPrinter(""));
            content.writeTo(json);
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail to be written", e);
        }
        return Buffer.buffer(bytes.toByteArray());
    }

    /// One page of samples: `{"samples": […], "next_cursor": …, "sources": […]}`.
    ///
    /// @param rows those of a [JsonEncoder]
    /// @param nextCursor empty on the last page, where it is null
    /// @param sources where the samples are from
    public static Buffer page(RowText rows, Optional<String> nextCursor, List<String> sources) {
        List<Buffer> samples = rows.parts();
        Buffer rest = write(json -> {
            json.writeStartObject();
            json.writeStringField("next_cursor", nextCursor.orElse(null));
            texts(json, "sources", sources);
            json.writeEndObject();
        });
        int length = samples.stream().mapToInt(Buffer::length).sum() + BEFORE_SAMPLES.length() + rest.length() + 1;
        Buffer page = Buffer.buffer(length); // one that grows is copied again and again
        page.appendString(BEFORE_SAMPLES);
        samples.forEach(page::appendBuffer);
        return page.appendString("],").appendBuffer(rest, 1, rest.length() - 1);
    }

    /// Writes an array of texts.
    public static void texts(JsonGenerator json, String name, List<String> texts) throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    /// One sample with all channels: `{"well_id": …, "timestamp": …, "flow_rate": …}`.
    public static Buffer sample(Row row) {
        RowText text = new RowText(SampleColumns.ALL, SAMPLE);
        text.accept(row);
        return text.whole();
    }

    /// Writes a numeric field, or null if there is no value.
    public static void number(JsonGenerator json, String name, @Nullable Double value) throws IOException {
        if (value == null) {
            json.writeNullField(name);
        } else {
            json.writeNumberField(name, value);
        }
    }
}

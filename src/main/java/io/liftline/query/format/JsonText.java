package io.liftline.query.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import io.liftline.telemetry.Timestamp;
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
    /// @param nextCursor empty on the last page, where it is null
    /// @param sources where the samples are from
    public static Buffer page(
            Iterable<Row> rows, SampleColumns columns, Optional<String> nextCursor, List<String> sources) {
        return write(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("samples");
            for (Row row : rows) {
                sample(json, row, columns);
            }
            json.writeEndArray();
            json.writeStringField("next_cursor", nextCursor.orElse(null));
            texts(json, "sources", sources);
            json.writeEndObject();
        });
    }

    /// Writes an array of texts.
    public static void texts(JsonGenerator json, String name, List<String> texts) throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    /// One sample: `{"well_id": …, "timestamp": …, "pip": …}`.
    public static Buffer sample(Row row, SampleColumns columns) {
        return write(json -> sample(json, row, columns));
    }

    static void sample(JsonGenerator json, Row row, SampleColumns columns) throws IOException {
        json.writeStartObject();
        json.writeStringField("well_id", SampleColumns.wellId(row));
        json.writeStringField("timestamp", Timestamp.format(SampleColumns.timestamp(row)));
        for (int i = 0; i < columns.channels().size(); i++) {
            number(json, columns.channels().get(i).column(), columns.value(row, i));
        }
        json.writeEndObject();
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

package io.liftline.query.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import io.liftline.telemetry.Channel;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// JSON straight from rows. A double is written as the shortest text that reads back as the same double;
/// not measured is
/// `null`.
public final class JsonText {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .build();

    private JsonText() {}

    /// What writes the text.
    @FunctionalInterface
    public interface Content {
        void writeTo(JsonGenerator json) throws IOException;
    }

    /// The UTF-8 text of this content.
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

    /// A sample from a row of (well_id, timestamp, channels…).
    public static void sample(JsonGenerator json, Row row, List<Channel> channels) throws IOException {
        json.writeStartObject();
        json.writeStringField("well_id", row.getString(0));
        json.writeStringField("timestamp", row.getOffsetDateTime(1).toInstant().toString());
        for (int i = 0; i < channels.size(); i++) {
            number(json, channels.get(i).column(), row.getDouble(i + 2));
        }
        json.writeEndObject();
    }

    /// A field that is a number, or null where there is none.
    public static void number(JsonGenerator json, String name, @Nullable Double value) throws IOException {
        if (value == null) {
            json.writeNullField(name);
        } else {
            json.writeNumberField(name, value);
        }
    }
}

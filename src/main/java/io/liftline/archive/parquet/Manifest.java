package io.liftline.archive.parquet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;

/// Describes an object of the store. It lies beside the object as JSON, and is written only after the object
/// was read back and verified. It is all that a restore needs, so that one works without the database that
/// made the object.
///
/// @param contents what is in the object
/// @param object its name in the store
/// @param bytes its size
/// @param sha256 its SHA-256 in lower-case hexadecimal digits
/// @param exportedAt when its rows were read
public record Manifest(Contents contents, String object, long bytes, String sha256, Instant exportedAt) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PARQUET = ".parquet";

    /// The name of the manifest of this object.
    public static String nameOf(String object) {
        return object.substring(0, object.length() - PARQUET.length()) + ".json";
    }

    /// What the object must be.
    public Fingerprint fingerprint() {
        return new Fingerprint(object, bytes, sha256);
    }

    /// The JSON form, as text.
    public String text() {
        ObjectNode json = JSON.createObjectNode();
        json.put("object", object)
                .put("bytes", bytes)
                .put("sha256", sha256)
                .put("exported_at", exportedAt.toString())
                .setAll(contents.json());
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a manifest can always be written", e);
        }
    }

    /// The manifest with this JSON form.
    ///
    /// @throws IllegalArgumentException if it has another form
    public static Manifest parse(String text) {
        try {
            JsonNode json = JSON.readTree(text);
            return new Manifest(
                    Contents.of(json),
                    json.path("object").asText(),
                    json.path("bytes").asLong(),
                    json.path("sha256").asText(),
                    Instant.parse(json.path("exported_at").asText()));
        } catch (JsonProcessingException | DateTimeException e) {
            throw new IllegalArgumentException("this is not a manifest", e);
        }
    }
}

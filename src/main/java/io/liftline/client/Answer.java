package io.liftline.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Duration;
import java.util.Optional;

/// A whole answer of the service.
///
/// @param status the HTTP status
/// @param retryAfter how long the service asks to wait, from `Retry-After` in seconds
/// @param text the body
record Answer(int status, Optional<Duration> retryAfter, String text) {

    /// The answer to a request whose body was read elsewhere.
    static final Answer OK = new Answer(200, Optional.empty(), "");

    private static final int MAX_TEXT = 300;

    boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /// Whether the same request may succeed later.
    boolean isLater() {
        return switch (status) {
            case 408, 429, 500, 502, 503 -> true;
            default -> retryAfter.isPresent();
        };
    }

    /// The body as JSON. A missing node if it is none.
    JsonNode json() {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException _) {
            return MissingNode.getInstance();
        }
    }

    /// What the answer says, in words for a person. An answer that is not one of the service, such as the page of a
    /// proxy, is quoted.
    String message() {
        JsonNode json = json();
        String detail = json.path("detail").asText(json.path("title").asText());
        if (!detail.isEmpty()) {
            JsonNode first = json.path("errors").path(0);
            String where = first.has("line") ? "line " + first.path("line").asText() + ", " : "";
            String field = first.path("field").asText();
            return detail + (field.isEmpty() ? "" : " (" + where + "'" + field + "')");
        }
        String begin = text.substring(0, Math.min(text.length(), MAX_TEXT)).strip();
        return "HTTP " + status + (begin.isEmpty() ? "" : ": " + begin);
    }
}

package io.liftline.ingest.codec;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import org.jspecify.annotations.Nullable;

/// Error messages for invalid JSON. The messages of the parser are not used, because they contain names of its
/// classes and settings.
final class JsonFault {

    private JsonFault() {}

    /// The error, without its position.
    static String of(JsonProcessingException failure) {
        return switch (failure) {
            case JsonEOFException _ -> "the JSON ends too early";
            case StreamConstraintsException _ ->
                "the JSON nests deeper than " + JsonSample.MAX_DEPTH + ", or has a name, text or number of more than "
                        + JsonSample.MAX_LENGTH + " characters";
            default -> "it is not JSON";
        };
    }

    /// The position of the error, or an empty text if the parser does not report one.
    static String place(JsonProcessingException failure) {
        @Nullable JsonLocation at = failure.getLocation();
        return at == null ? "" : ", at line " + at.getLineNr() + ", column " + at.getColumnNr();
    }

    /// The position within a line.
    static String column(JsonProcessingException failure) {
        @Nullable JsonLocation at = failure.getLocation();
        return at == null ? "" : ", at column " + at.getColumnNr();
    }
}

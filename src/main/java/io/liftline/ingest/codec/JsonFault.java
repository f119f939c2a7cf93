package io.liftline.ingest.codec;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import org.jspecify.annotations.Nullable;

/// What is wrong with text that is not JSON, for a client to read. The parser's own words name classes and
/// settings of a library.
final class JsonFault {

    private JsonFault() {}

    /// What is wrong, without the place.
    static String of(JsonProcessingException failure) {
        return switch (failure) {
            case JsonEOFException _ -> "the JSON ends too early";
            case StreamConstraintsException _ ->
                "the JSON nests deeper than " + JsonSample.MAX_DEPTH + ", or has a name, text or number of more than "
                        + JsonSample.MAX_LENGTH + " characters";
            default -> "it is not JSON";
        };
    }

    /// Where the parser gave up; empty when it does not say.
    static String place(JsonProcessingException failure) {
        @Nullable JsonLocation at = failure.getLocation();
        return at == null ? "" : ", at line " + at.getLineNr() + ", column " + at.getColumnNr();
    }

    /// The same within a line.
    static String column(JsonProcessingException failure) {
        @Nullable JsonLocation at = failure.getLocation();
        return at == null ? "" : ", at column " + at.getColumnNr();
    }
}

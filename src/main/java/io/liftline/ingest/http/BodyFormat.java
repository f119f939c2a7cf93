package io.liftline.ingest.http;

import io.liftline.ingest.codec.CsvDecoder;
import io.liftline.ingest.codec.JsonDecoder;
import io.liftline.ingest.codec.MultipartDecoder;
import io.liftline.ingest.codec.NdjsonDecoder;
import io.liftline.ingest.codec.SampleDecoder;
import io.liftline.ingest.sample.RowError;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.liftline.web.QueryParameters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.MIMEHeader;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Selects the decoder of a body by its `Content-Type`.
final class BodyFormat {

    private static final String SEND_ONE_OF =
            "application/json, application/x-ndjson, text/csv, or multipart/form-data with one CSV file";

    private BodyFormat() {}

    /// The decoder of the body of a request.
    ///
    /// @throws ProblemException 415 if the content type or its charset is not supported; 400 if a parameter is
    ///     invalid or belongs to another format
    static SampleDecoder decoder(RoutingContext request, QueryParameters parameters) {
        @Nullable String sent = request.request().getHeader(HttpHeaders.CONTENT_TYPE);
        if (sent == null || sent.isBlank()) {
            throw unsupported("Content-Type is required: " + SEND_ONE_OF);
        }
        // only a type with parameters is parsed
        return sent.indexOf(';') < 0
                ? decoder(sent.strip(), Map.of(), parameters)
                : decoder(request.parsedHeaders().contentType(), parameters);
    }

    private static SampleDecoder decoder(MIMEHeader contentType, QueryParameters parameters) {
        requireUtf8(contentType.parameters().getOrDefault("charset", "utf-8"));
        return decoder(
                contentType.component() + "/" + contentType.subComponent(), contentType.parameters(), parameters);
    }

    private static SampleDecoder decoder(String type, Map<String, String> ofType, QueryParameters parameters) {
        return switch (type.toLowerCase(Locale.ROOT)) {
            case "application/json" -> notCsv(new JsonDecoder(), parameters);
            case "application/x-ndjson", "application/ndjson", "application/jsonl" ->
                notCsv(new NdjsonDecoder(), parameters);
            case "text/csv", "application/csv" -> new CsvDecoder(CsvParameters.of(parameters));
            case "multipart/form-data" ->
                new MultipartDecoder(boundary(ofType.get("boundary")), new CsvDecoder(CsvParameters.of(parameters)));
            default -> throw unsupported("Content-Type must be " + SEND_ONE_OF);
        };
    }

    private static SampleDecoder notCsv(SampleDecoder decoder, QueryParameters parameters) {
        CsvParameters.requireNone(parameters);
        return decoder;
    }

    private static String boundary(@Nullable String boundary) {
        if (boundary == null || boundary.isEmpty()) {
            throw new ProblemException(
                    ProblemCode.MALFORMED_REQUEST, "The Content-Type multipart/form-data names no boundary");
        }
        return boundary;
    }

    /// Accepts the names of UTF-8 and of its subset ASCII.
    private static void requireUtf8(String name) {
        try {
            Charset charset = Charset.forName(name);
            if (charset.equals(StandardCharsets.UTF_8) || charset.equals(StandardCharsets.US_ASCII)) {
                return;
            }
        } catch (IllegalCharsetNameException | UnsupportedCharsetException _) {
            // An unknown charset is neither of the two.
        }
        throw unsupported("charset '" + RowError.clip(name) + "' is not supported: send utf-8");
    }

    private static ProblemException unsupported(String detail) {
        return new ProblemException(ProblemCode.UNSUPPORTED_MEDIA_TYPE, detail);
    }
}

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
import io.vertx.ext.web.MIMEHeader;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Selects the decoder of a body by its `Content-Type`.
final class BodyFormat {

    private static final String SEND_ONE_OF =
            "application/json, application/x-ndjson, text/csv, or multipart/form-data with one CSV file";

    private BodyFormat() {}

    /// The decoder of a body.
    ///
    /// @throws ProblemException 415 if the content type or its charset is not supported; 400 if a parameter is
    ///     invalid or belongs to another format
    static SampleDecoder decoder(MIMEHeader contentType, QueryParameters parameters) {
        if (contentType.value().isBlank()) {
            throw unsupported("Content-Type is required: " + SEND_ONE_OF);
        }
        requireUtf8(contentType.parameters().getOrDefault("charset", "utf-8"));
        return switch ((contentType.component() + "/" + contentType.subComponent()).toLowerCase(Locale.ROOT)) {
            case "application/json" -> notCsv(new JsonDecoder(), parameters);
            case "application/x-ndjson", "application/ndjson", "application/jsonl" ->
                notCsv(new NdjsonDecoder(), parameters);
            case "text/csv", "application/csv" -> new CsvDecoder(CsvParameters.of(parameters));
            case "multipart/form-data" ->
                new MultipartDecoder(
                        boundary(contentType.parameters().get("boundary")),
                        new CsvDecoder(CsvParameters.of(parameters)));
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

package io.liftline.ingest.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.liftline.ingest.sample.RowError;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// How refusals read to InfluxDB's clients. Those of version 2 and 3 look at `code` and `message`, those of
/// version 1 at `error`: by its words they know whether to send the same again.
final class InfluxWords {

    private InfluxWords() {}

    /// Lines that were not kept.
    ///
    /// @param code always `invalid`
    /// @param message the first fault and its line, and how many lines were not kept
    /// @param error the same in words that tell clients of version 1 not to send the lines again
    /// @param line the line of the first fault, from 1
    /// @param errors the lines that were not kept, the first 100
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @Schema(name = "LineProtocolError", description = "Lines that were not kept; all others were")
    record Refusal(
            String code,
            String message,
            String error,
            @Nullable Long line,
            List<RowError> errors) {

        /// @param errors at least one
        static Refusal of(int rejected, int received, List<RowError> errors) {
            RowError first = errors.getFirst();
            String message = "%s; %d of %d lines were not kept".formatted(words(first), rejected, received);
            return new Refusal("invalid", message, "partial write: unable to parse: " + message, first.line(), errors);
        }

        private static String words(RowError error) {
            String what = Optional.ofNullable(error.field()).orElse("")
                    + Optional.ofNullable(error.value())
                            .map(value -> " " + value)
                            .orElse("");
            return "line " + error.line() + ": " + (what.isBlank() ? "" : what.strip() + ": ") + error.detail();
        }
    }

    /// A problem with the members that InfluxDB's clients look for.
    static ProblemException in(ProblemException problem) {
        return problem.with("code", code(problem.code()))
                .with("message", problem.detail())
                .with("error", error(problem.code()) + problem.detail());
    }

    /// The codes of version 2.
    private static String code(ProblemCode code) {
        return switch (code) {
            case UNAUTHENTICATED -> "unauthorized";
            case FORBIDDEN -> "forbidden";
            case NOT_FOUND -> "not found";
            case METHOD_NOT_ALLOWED -> "method not allowed";
            case CONFLICT -> "conflict";
            case TOO_LARGE -> "request too large";
            case UNPROCESSABLE -> "unprocessable entity";
            case TOO_MANY_REQUESTS -> "too many requests";
            case INTERNAL -> "internal error";
            case UNAVAILABLE, TIMEOUT -> "unavailable";
            case MALFORMED_REQUEST, UNKNOWN_PARAMETER, NOT_ACCEPTABLE, UNSUPPORTED_MEDIA_TYPE -> "invalid";
        };
    }

    /// How the error begins that clients of version 1 read. One that they do not know is sent again.
    private static String error(ProblemCode code) {
        return switch (code) {
            case UNAUTHENTICATED -> "authorization failed: ";
            case FORBIDDEN -> "user is not authorized to write to database: ";
            case TOO_MANY_REQUESTS, INTERNAL, UNAVAILABLE, TIMEOUT -> "";
            case NOT_FOUND,
                    METHOD_NOT_ALLOWED,
                    CONFLICT,
                    TOO_LARGE,
                    UNPROCESSABLE,
                    MALFORMED_REQUEST,
                    UNKNOWN_PARAMETER,
                    NOT_ACCEPTABLE,
                    UNSUPPORTED_MEDIA_TYPE -> "unable to parse: ";
        };
    }
}

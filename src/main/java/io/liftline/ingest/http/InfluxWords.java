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

/// Errors in the formats that InfluxDB clients parse. Clients of versions 2 and 3 read `code` and `message`.
/// Clients of version 1 read `error`, and decide by its text whether to retry.
final class InfluxWords {

    private InfluxWords() {}

    /// The answer to a write with rejected lines.
    ///
    /// @param code always `invalid`
    /// @param message the first error with its line, and the number of rejected lines
    /// @param error the same in words by which clients of version 1 do not retry
    /// @param line line of the first error, from 1
    /// @param errors the rejected lines, at most the first 100
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @Schema(name = "LineProtocolError", description = "Lines that were rejected; all others are stored")
    record Refusal(
            String code,
            String message,
            String error,

            @Schema(description = "Line of the first error; absent if it has none") @Nullable
            Long line,

            @Schema(description = "At most the first 100; absent if none has a line")
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

    /// Adds to a problem the members that InfluxDB clients read.
    static ProblemException in(ProblemException problem) {
        return problem.with("code", code(problem.code()))
                .with("message", problem.detail())
                .with("error", error(problem.code()) + problem.detail());
    }

    /// The same for version 1. 429 becomes 503, because Telegraf's output for version 1 drops a batch that gets any
    /// 4xx, and keeps one that gets 503.
    static ProblemException ofVersionOne(ProblemException problem) {
        return in(
                problem.code() == ProblemCode.TOO_MANY_REQUESTS
                        ? new ProblemException(ProblemCode.UNAVAILABLE, problem.detail())
                        : problem);
    }

    /// The error code of InfluxDB 2.
    private static String code(ProblemCode code) {
        return switch (code) {
            case UNAUTHENTICATED -> "unauthorized";
            case FORBIDDEN -> "forbidden";
            case NOT_FOUND -> "not found";
            case METHOD_NOT_ALLOWED -> "method not allowed";
            case CONFLICT, PRECONDITION_FAILED -> "conflict";
            case TOO_LARGE -> "request too large";
            case UNPROCESSABLE -> "unprocessable entity";
            case TOO_MANY_REQUESTS -> "too many requests";
            case INTERNAL -> "internal error";
            case UNAVAILABLE, ARCHIVE_UNAVAILABLE, TIMEOUT -> "unavailable";
            case MALFORMED_REQUEST, UNKNOWN_PARAMETER, NOT_ACCEPTABLE, UNSUPPORTED_MEDIA_TYPE -> "invalid";
        };
    }

    /// The prefix of the error for clients of version 1. They retry after an error whose text they do not know.
    private static String error(ProblemCode code) {
        return switch (code) {
            case UNAUTHENTICATED -> "authorization failed: ";
            case FORBIDDEN -> "user is not authorized to write to database: ";
            case TOO_MANY_REQUESTS, INTERNAL, UNAVAILABLE, ARCHIVE_UNAVAILABLE, TIMEOUT -> "";
            case NOT_FOUND,
                    METHOD_NOT_ALLOWED,
                    CONFLICT,
                    PRECONDITION_FAILED,
                    TOO_LARGE,
                    UNPROCESSABLE,
                    MALFORMED_REQUEST,
                    UNKNOWN_PARAMETER,
                    NOT_ACCEPTABLE,
                    UNSUPPORTED_MEDIA_TYPE -> "unable to parse: ";
        };
    }
}

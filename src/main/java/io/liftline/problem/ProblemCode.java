package io.liftline.problem;

import java.time.Duration;
import java.util.Optional;

/// The types of problems, each with its HTTP status and a stable name.
///
/// The name is the last part of the problem's `type`, `urn:liftline:problem:<name>`. Clients may rely on it.
public enum ProblemCode {
    MALFORMED_REQUEST(400, "malformed_request", "The request is malformed"),
    UNKNOWN_PARAMETER(400, "unknown_parameter", "A query parameter is not understood"),
    UNAUTHENTICATED(401, "unauthenticated", "Credentials are missing or not valid"),
    FORBIDDEN(403, "forbidden", "Your role does not allow this"),
    NOT_FOUND(404, "not_found", "Not found"),
    METHOD_NOT_ALLOWED(405, "method_not_allowed", "The method is not allowed here"),
    NOT_ACCEPTABLE(406, "not_acceptable", "None of the accepted content types can be produced"),
    CONFLICT(409, "conflict", "The request conflicts with what is stored"),
    PRECONDITION_FAILED(412, "precondition_failed", "The resource has changed since it was read"),
    TOO_LARGE(413, "too_large", "The request is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "unsupported_media_type", "The content type or encoding is not supported"),
    UNPROCESSABLE(422, "unprocessable", "The request is understood but not acceptable"),
    TOO_MANY_REQUESTS(429, "too_many_requests", "Too many requests", Duration.ofSeconds(1)),
    INTERNAL(500, "internal", "The service failed"),
    UNAVAILABLE(503, "unavailable", "The service cannot answer now", Duration.ofSeconds(2)),
    ARCHIVE_UNAVAILABLE(503, "archive_unavailable", "Archived samples cannot be read now", Duration.ofSeconds(10)),
    TIMEOUT(504, "timeout", "The request took too long");

    private final int status;
    private final String code;
    private final String title;
    private final Optional<Duration> retryAfter;

    ProblemCode(int status, String code, String title) {
        this.status = status;
        this.code = code;
        this.title = title;
        this.retryAfter = Optional.empty();
    }

    ProblemCode(int status, String code, String title, Duration retryAfter) {
        this.status = status;
        this.code = code;
        this.title = title;
        this.retryAfter = Optional.of(retryAfter);
    }

    /// The HTTP status, 400 to 599.
    public int status() {
        return status;
    }

    /// The stable type, `urn:liftline:problem:<name>`.
    public String type() {
        return "urn:liftline:problem:" + code;
    }

    /// The title, which is the same for every occurrence (RFC 9457, section 3.1.3).
    public String title() {
        return title;
    }

    /// How long a client should wait before a retry, unless [ProblemException#retryAfter(Duration)] sets
    /// another time. Empty if a retry is not advised.
    Optional<Duration> retryAfter() {
        return retryAfter;
    }
}

package io.liftline.problem;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Ends a request with a problem. All its content is sent to the client, so it must not contain hosts,
/// statements or stack traces.
///
/// It has no stack trace itself, because it is an answer and not a bug.
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ProblemCode code;
    private final transient Map<String, Object> members = new LinkedHashMap<>();
    private final transient Map<String, String> headers = new LinkedHashMap<>();
    private transient Optional<Duration> retryAfter;

    /// A problem of this type.
    ///
    /// @param code the type of problem
    /// @param detail what was wrong, the value, and the limit, for the client
    public ProblemException(ProblemCode code, String detail) {
        super(detail, null, false, false);
        this.code = code;
        this.retryAfter = code.retryAfter();
    }

    /// 401: the request has no valid credentials. Its `WWW-Authenticate` header names the scheme.
    public static ProblemException unauthenticated() {
        return new ProblemException(
                        ProblemCode.UNAUTHENTICATED,
                        "Send 'Authorization: Bearer <token>' with a token that is still valid")
                .header("WWW-Authenticate", "Bearer");
    }

    /// 403: the caller is authenticated but not permitted.
    public static ProblemException forbidden() {
        return new ProblemException(ProblemCode.FORBIDDEN, "None of your roles allows this request");
    }

    /// Adds a member to the JSON object, such as `errors` (RFC 9457, section 3.2).
    public ProblemException with(String member, Object value) {
        members.put(member, value);
        return this;
    }

    /// Sets how long the client should wait before a retry. Problems with status 429 and 503 always have a
    /// `Retry-After`; this overrides the default of [ProblemCode].
    ///
    /// @param wait rounded up to seconds, at least one
    public ProblemException retryAfter(Duration wait) {
        retryAfter = Optional.of(wait);
        return this;
    }

    /// Adds a response header, such as `WWW-Authenticate`.
    public ProblemException header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /// The type of problem.
    public ProblemCode code() {
        return code;
    }

    /// What was wrong, for the client.
    public String detail() {
        return String.valueOf(getMessage());
    }

    /// A member of the JSON object, if it exists and has this type.
    public <T> Optional<T> member(String name, Class<T> type) {
        return Optional.ofNullable(members.get(name)).filter(type::isInstance).map(type::cast);
    }

    Map<String, Object> members() {
        return members;
    }

    Map<String, String> headers() {
        Map<String, String> all = new LinkedHashMap<>(headers);
        retryAfter.ifPresent(wait -> all.put("Retry-After", String.valueOf(wholeSeconds(wait))));
        return all;
    }

    private static long wholeSeconds(Duration wait) {
        return Math.max(1, wait.plusNanos(999_999_999).toSeconds());
    }
}

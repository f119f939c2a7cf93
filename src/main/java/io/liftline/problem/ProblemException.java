package io.liftline.problem;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Ends a request with a problem that a client may read: everything in it goes on the wire, so it names no
/// host, statement or stack.
///
/// It carries no stack trace: it is an answer, not a bug.
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ProblemCode code;
    private final transient Map<String, Object> members = new LinkedHashMap<>();
    private final transient Map<String, String> headers = new LinkedHashMap<>();
    private transient Optional<Duration> retryAfter;

    /// A problem of this kind.
    ///
    /// @param code what kind of failure it is
    /// @param detail what was wrong, the value, and the limit; for the client to read
    public ProblemException(ProblemCode code, String detail) {
        super(detail, null, false, false);
        this.code = code;
        this.retryAfter = code.retryAfter();
    }

    /// Credentials are missing or not good: 401, and what to send instead.
    public static ProblemException unauthenticated() {
        return new ProblemException(
                        ProblemCode.UNAUTHENTICATED,
                        "Send 'Authorization: Bearer <token>' with a token that is still valid")
                .header("WWW-Authenticate", "Bearer");
    }

    /// The caller is known and may not do this: 403.
    public static ProblemException forbidden() {
        return new ProblemException(ProblemCode.FORBIDDEN, "None of your roles allows this request");
    }

    /// Adds a member to the problem object, such as `errors` (RFC 9457, section 3.2).
    public ProblemException with(String member, Object value) {
        members.put(member, value);
        return this;
    }

    /// Sets how long the client should wait before it sends the request again. A problem with status 429 or 503
    /// always says so; this is for another time than [ProblemCode] has.
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

    /// What kind of failure it is.
    public ProblemCode code() {
        return code;
    }

    /// What was wrong, for the client to read.
    public String detail() {
        return String.valueOf(getMessage());
    }

    /// A member of the problem object, when it is there and of this type.
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

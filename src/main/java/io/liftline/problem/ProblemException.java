package io.liftline.problem;

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

    /// A problem of this kind.
    ///
    /// @param code what kind of failure it is
    /// @param detail what was wrong, the value, and the limit; for the client to read
    public ProblemException(ProblemCode code, String detail) {
        super(detail, null, false, false);
        this.code = code;
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

    /// Adds a response header, such as `Retry-After`.
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
        return headers;
    }
}

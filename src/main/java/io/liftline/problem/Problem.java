package io.liftline.problem;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The JSON object of a problem (RFC 9457).
///
/// @param type stable URN of the type of problem
/// @param title description of the type, always the same
/// @param status the HTTP status
/// @param detail what was wrong in this case, with the value and the limit
/// @param instance the `X-Request-Id` of the request
/// @param members additional members, such as `errors`
@RegisterForReflection
@JsonPropertyOrder({"type", "title", "status", "detail", "instance"})
@Schema(name = "Problem", description = "An error (RFC 9457, application/problem+json)")
record Problem(
        String type,
        String title,
        int status,
        String detail,

        @Schema(description = "The X-Request-Id of the answer; absent if there is none")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        String instance,

        @JsonAnyGetter @Schema(hidden = true) Map<String, Object> members) {

    /// The content type of a problem.
    static final String MEDIA_TYPE = "application/problem+json";

    static Problem of(ProblemException problem) {
        ProblemCode code = problem.code();
        return new Problem(code.type(), code.title(), code.status(), problem.detail(), null, problem.members());
    }

    /// A copy with the id of the request as `instance`.
    Problem of(@Nullable String request) {
        return new Problem(type, title, status, detail, request, members);
    }
}

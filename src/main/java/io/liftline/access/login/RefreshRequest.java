package io.liftline.access.login;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The request body of a refresh or a logout.
@Schema(name = "Refresh")
record RefreshRequest(
        @Schema(description = "The refresh token of the last answer", required = true, format = "password")
        @JsonProperty("refresh_token")
        @Nullable
        String refreshToken) {

    /// The token, which need not be valid.
    ///
    /// @throws ProblemException 400 if it is missing
    static String requiredToken(@Nullable RefreshRequest body) {
        if (body == null || body.refreshToken == null || body.refreshToken.isEmpty()) {
            throw new ProblemException(ProblemCode.MALFORMED_REQUEST, "refresh_token must be given");
        }
        return body.refreshToken;
    }

    @Override
    public String toString() {
        return "RefreshRequest[…]";
    }
}

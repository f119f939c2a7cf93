package io.liftline.access.login;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.liftline.access.token.IssuedToken;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The response to a login or a refresh (RFC 6749, section 5.1).
@Schema(name = "Token")
record LoginResponse(
        @JsonProperty("access_token") @Schema(description = "JWT, to be sent as Authorization: Bearer <access_token>")
        String accessToken,

        @JsonProperty("token_type") @Schema(description = "Always Bearer", examples = "Bearer")
        String tokenType,

        @JsonProperty("expires_in") @Schema(description = "Seconds until the token expires", examples = "900")
        long expiresIn,

        @Schema(
                description =
                        "Valid once, for POST /auth/refresh, which returns the next one. Absent for an API key, which"
                                + " is used again")
        @JsonProperty("refresh_token")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        String refreshToken,

        @Schema(
                description = "Seconds until the refresh token expires if it is not used; absent without one",
                examples = "2592000")
        @JsonProperty("refresh_expires_in")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        Long refreshExpiresIn) {

    static LoginResponse of(IssuedToken token) {
        return new LoginResponse(token.text(), "Bearer", token.lifetime().toSeconds(), null, null);
    }

    static LoginResponse of(IssuedToken token, RefreshToken refresh, Duration refreshLifetime) {
        return new LoginResponse(
                token.text(), "Bearer", token.lifetime().toSeconds(), refresh.text(), refreshLifetime.toSeconds());
    }

    @Override
    public String toString() {
        return "LoginResponse[expiresIn=" + expiresIn + "]";
    }
}

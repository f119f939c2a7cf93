package io.liftline.access.login;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.liftline.access.token.IssuedToken;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// The response to a login (RFC 6749, section 5.1).
@Schema(name = "Token")
record LoginResponse(
        @JsonProperty("access_token") @Schema(description = "JWT, to be sent as Authorization: Bearer <access_token>")
        String accessToken,

        @JsonProperty("token_type") @Schema(description = "Always Bearer", examples = "Bearer")
        String tokenType,

        @JsonProperty("expires_in") @Schema(description = "Seconds until the token expires", examples = "900")
        long expiresIn) {

    static LoginResponse of(IssuedToken token) {
        return new LoginResponse(token.text(), "Bearer", token.lifetime().toSeconds());
    }

    @Override
    public String toString() {
        return "LoginResponse[expiresIn=" + expiresIn + "]";
    }
}

package io.liftline.access.token;

import io.quarkus.security.AuthenticationFailedException;
import java.util.Map;

/// Why a credential is not valid. It is for the metrics; the client is not told.
enum TokenRefusal {
    /// Not a token, or not in its canonical form.
    MALFORMED,
    EXPIRED,
    UNKNOWN_KEY,
    SIGNATURE,
    /// Issuer, audience, type or another claim.
    CLAIMS,
    /// An API key that does not exist, was revoked or has expired.
    API_KEY;

    private static final String ATTRIBUTE = TokenRefusal.class.getName();

    /// The failure of an authentication for this reason.
    AuthenticationFailedException failure(String message) {
        return new AuthenticationFailedException(message, Map.of(ATTRIBUTE, this));
    }

    /// The reason of a failure; [#CLAIMS] if it has none.
    static TokenRefusal of(AuthenticationFailedException failure) {
        return failure.getAttribute(ATTRIBUTE) instanceof TokenRefusal reason ? reason : CLAIMS;
    }
}

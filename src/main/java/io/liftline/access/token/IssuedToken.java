package io.liftline.access.token;

import java.time.Duration;
import java.time.Instant;

/// A newly issued access token. It is a credential, so it is sent to the client and never logged.
///
/// @param text the compact form, for `Authorization: Bearer <text>`
/// @param expiresAt expiry, in whole seconds
/// @param lifetime time from issue to expiry
public record IssuedToken(String text, Instant expiresAt, Duration lifetime) {

    @Override
    public String toString() {
        return "IssuedToken[expiresAt=" + expiresAt + "]";
    }
}

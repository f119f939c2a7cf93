package io.liftline.access.token;

import java.time.Duration;
import java.time.Instant;

/// An access token that was just issued. It is a credential: it is sent to its caller and never logged.
///
/// @param text the compact form, for `Authorization: Bearer <text>`
/// @param expiresAt when it stops being valid, whole seconds
/// @param lifetime how long that is from its issue
public record IssuedToken(String text, Instant expiresAt, Duration lifetime) {

    @Override
    public String toString() {
        return "IssuedToken[expiresAt=" + expiresAt + "]";
    }
}

package io.liftline.access.token;

import io.liftline.access.Caller;

/// The content of a valid token.
///
/// @param principal the principal that it identifies
/// @param kid the id of the key that signed it
/// @param endSecond its `exp`, seconds since 1970-01-01T00:00:00Z
record VerifiedToken(TokenPrincipal principal, String kid, long endSecond) {

    /// The caller that it identifies.
    Caller caller() {
        return principal.caller();
    }
}

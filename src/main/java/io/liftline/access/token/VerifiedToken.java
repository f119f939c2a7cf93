package io.liftline.access.token;

import io.liftline.access.Caller;

/// What a valid token says.
///
/// @param principal whom it names
/// @param kid the key that it is signed with
/// @param endSecond its `exp`, seconds since 1970-01-01T00:00:00Z
record VerifiedToken(TokenPrincipal principal, String kid, long endSecond) {

    /// Whom it names.
    Caller caller() {
        return principal.caller();
    }
}

package io.liftline.access.token;

/// The content of a valid token.
///
/// @param principal the principal that it identifies
/// @param kid the id of the key that signed it
/// @param keys the keys of its issuer
/// @param endSecond its `exp`, seconds since 1970-01-01T00:00:00Z
record VerifiedToken(TokenPrincipal principal, String kid, TrustedKeys keys, long endSecond) {

    /// Whether the token is valid at this second, and its key has not been withdrawn.
    boolean isValid(long nowSecond) {
        return nowSecond < endSecond && keys.contains(kid);
    }
}

package io.liftline.access.token;

/// The public keys of an issuer, of which some may be withdrawn.
interface TrustedKeys {

    /// Whether tokens that were signed by the key with this id are still accepted.
    boolean contains(String kid);
}

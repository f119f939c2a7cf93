package io.liftline.access.token;

import java.util.List;
import java.util.Optional;

/// The keys of a replica. It is immutable; a reload creates another one.
///
/// @param signer the key that signs; it has a private key
/// @param verifiers all keys whose tokens are accepted, including the signer
record KeySet(SigningKey signer, List<SigningKey> verifiers) {

    KeySet {
        if (signer.privateKey().isEmpty()) {
            throw new IllegalArgumentException("the key " + signer.kid() + " has no private half to sign with");
        }
        verifiers = List.copyOf(verifiers);
    }

    /// The key with this id. Empty if it is not known.
    Optional<SigningKey> verifier(String kid) {
        for (SigningKey key : verifiers) {
            if (key.kid().equals(kid)) {
                return Optional.of(key);
            }
        }
        return Optional.empty();
    }

    /// Whether there is a key with this id.
    boolean contains(String kid) {
        return verifier(kid).isPresent();
    }
}

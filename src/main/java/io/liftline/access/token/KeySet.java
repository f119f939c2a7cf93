package io.liftline.access.token;

import java.util.List;
import java.util.Optional;

/// The keys one replica knows at one moment; it never changes, a reload makes another one.
///
/// @param signer the key that signs; it has a private half
/// @param verifiers all keys whose tokens are good, the signer among them
record KeySet(SigningKey signer, List<SigningKey> verifiers) {

    KeySet {
        if (signer.privateKey().isEmpty()) {
            throw new IllegalArgumentException("the key " + signer.kid() + " has no private half to sign with");
        }
        verifiers = List.copyOf(verifiers);
    }

    /// The key of this id, if it is known.
    Optional<SigningKey> verifier(String kid) {
        return verifiers.stream().filter(key -> key.kid().equals(kid)).findFirst();
    }
}

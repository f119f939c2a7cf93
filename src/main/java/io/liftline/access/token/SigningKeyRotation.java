package io.liftline.access.token;

import io.liftline.access.AccessConfig;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/// Replaces the signing key on request, for example after somebody has seen it.
@Singleton
public final class SigningKeyRotation {

    private final SigningKeyTable table;
    private final AccessConfig config;

    SigningKeyRotation(SigningKeyTable table, AccessConfig config) {
        this.table = table;
        this.config = config;
    }

    /// Creates the successor of the signing key and returns its id.
    ///
    /// Fails with 409 if the key is in a file, or if a successor is announced that does not sign yet.
    public Uni<String> atOnce() {
        if (config.keyFile().isPresent()) {
            return Uni.createFrom()
                    .failure(new ProblemException(
                            ProblemCode.CONFLICT,
                            "The signing key is in a file, liftline.access.key-file: replace the file, and restart"));
        }
        return table.rotateNow(KeyRotation.of(config).atOnce())
                .map(kid -> kid.orElseThrow(() -> new ProblemException(
                        ProblemCode.CONFLICT, "There is no signing key yet, or its successor does not sign yet")));
    }
}

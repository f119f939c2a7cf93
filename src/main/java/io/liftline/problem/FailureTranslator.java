package io.liftline.problem;

import java.util.Optional;

/// Knows what a failure of some library means to a client. One bean per library; the room `database` has the
/// one for PostgreSQL.
public interface FailureTranslator {

    /// The problem that describes the failure to the client; empty when the failure is of another kind.
    Optional<ProblemException> translate(Throwable failure);
}

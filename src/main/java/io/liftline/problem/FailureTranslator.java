package io.liftline.problem;

import java.util.Optional;

/// Converts failures of a library to problems. There is one bean per library; the package `database` has the
/// one for PostgreSQL.
public interface FailureTranslator {

    /// The problem for a failure. Empty if this translator does not handle it.
    Optional<ProblemException> translate(Throwable failure);
}

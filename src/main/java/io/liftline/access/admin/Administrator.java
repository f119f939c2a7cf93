package io.liftline.access.admin;

import io.liftline.access.Caller;
import io.liftline.access.CurrentCaller;
import io.liftline.access.WellScope;
import io.liftline.problem.ProblemException;
import jakarta.inject.Singleton;

/// The caller of an administrative request.
///
/// An administrator who may not access every well could otherwise grant others, and so itself, what it does not
/// have.
@Singleton
class Administrator {

    private final CurrentCaller caller;

    Administrator(CurrentCaller caller) {
        this.caller = caller;
    }

    /// The caller, who has the role admin by the annotation of the method.
    ///
    /// @throws ProblemException 403 if its wells are limited
    Caller ofAllWells() {
        Caller current = caller.current();
        if (!current.wells().patterns().containsAll(WellScope.all().patterns())) {
            throw ProblemException.forbidden();
        }
        return current;
    }
}

package io.liftline.access.admin;

import io.liftline.access.Audit;
import io.liftline.access.AuditEvent.Outcome;
import io.liftline.access.Caller;
import io.liftline.access.CurrentCaller;
import io.liftline.access.WellScope;
import io.liftline.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/// The caller of an administrative request.
///
/// An administrator who may not access every well could otherwise grant others, and so itself, what it does not
/// have.
@Singleton
class Administrator {

    private static final Logger LOG = Logger.getLogger(Administrator.class);

    private final CurrentCaller caller;
    private final Audit audit;

    Administrator(CurrentCaller caller, Audit audit) {
        this.caller = caller;
        this.audit = audit;
    }

    /// Records what an administrator did. Completes when the event is stored.
    Uni<Void> did(String by, String action, String subject) {
        LOG.infof("Administration: action=%s subject=%s by=%s", action, subject, by);
        return audit.store(audit.event(by, action, subject, Outcome.DONE));
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

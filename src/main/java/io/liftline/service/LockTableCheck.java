package io.liftline.service;

import io.liftline.schema.LockTable;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/// Looks at start whether PostgreSQL's table of locks is large enough for the chunks there are. If not, it logs a
/// warning with the setting that would be enough, and the readiness probe has it too.
@Singleton
class LockTableCheck {

    private static final Logger LOG = Logger.getLogger(LockTableCheck.class);

    private final LockTable table;
    private volatile String advice = "";

    LockTableCheck(LockTable table) {
        this.table = table;
    }

    Uni<Void> look() {
        return table.size()
                .invoke(this::report)
                .onFailure()
                .invoke(failure ->
                        LOG.warnf("The lock table could not be checked: reason=\"%s\"", failure.getMessage()))
                .replaceWithVoid()
                .onFailure()
                .recoverWithNull();
    }

    /// What to do. Empty if nothing is to be done.
    String advice() {
        return advice;
    }

    void report(LockTable.Size size) {
        if (size.isEnough()) {
            advice = "";
        } else {
            advice = "set max_locks_per_transaction to %d for %d chunks, and restart PostgreSQL"
                    .formatted(size.advice(), size.chunks());
            LOG.warnf(
                    "The lock table of PostgreSQL may be too small for the chunks: chunks=%d locks=%d needed=%d"
                            + " advice=\"%s\"",
                    size.chunks(), size.locks(), size.needed(), advice);
        }
    }
}

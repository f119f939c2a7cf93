package io.liftline.service;

import io.liftline.schema.LockTable;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/// Logs a warning at start if PostgreSQL's table of locks is too small for the chunks there are, with the
/// setting that would be enough.
@Singleton
class LockTableCheck {

    private static final Logger LOG = Logger.getLogger(LockTableCheck.class);

    private final LockTable table;

    LockTableCheck(LockTable table) {
        this.table = table;
    }

    Uni<Void> look() {
        return table.size()
                .invoke(LockTableCheck::report)
                .onFailure()
                .invoke(failure ->
                        LOG.warnf("The lock table could not be checked: reason=\"%s\"", failure.getMessage()))
                .replaceWithVoid()
                .onFailure()
                .recoverWithNull();
    }

    static void report(LockTable.Size size) {
        if (!size.isEnough()) {
            LOG.warnf(
                    "The lock table of PostgreSQL may be too small for the chunks: chunks=%d locks=%d needed=%d"
                            + " advice=\"set max_locks_per_transaction to %d and restart PostgreSQL\"",
                    size.chunks(), size.locks(), size.needed(), size.advice());
        }
    }
}

package io.liftline.ingest.write;

import io.smallrye.mutiny.Uni;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/// Work that is repeated. An outage is logged when it begins and when it has ended, not each time.
final class RepeatedTask {

    private static final Logger LOG = Logger.getLogger(RepeatedTask.class);

    private final String what;
    private final AtomicBoolean failing = new AtomicBoolean();

    /// @param what completes the sentence "could not …"
    RepeatedTask(String what) {
        this.what = what;
    }

    /// Does the work once; nobody waits for it.
    void inBackground(Uni<Void> work) {
        work.subscribe().with(_ -> succeeded(), this::failed);
    }

    private void succeeded() {
        if (failing.compareAndSet(true, false)) {
            LOG.infof("Recovered: task=\"%s\"", what);
        }
    }

    private void failed(Throwable reason) {
        if (failing.compareAndSet(false, true)) {
            LOG.warnf("Could not %s, retrying until it succeeds: reason=\"%s\"", what, reason.getMessage());
        }
    }
}

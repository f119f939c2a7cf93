package io.liftline.database;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/// Leaves a database that has turned read-only: gives up its connections, so that new ones find the server
/// that takes writes now. Those of the reactive pool at most every [#PAUSE], because the old ones live on for
/// as long as a statement may take.
@ApplicationScoped
class ReadOnlyWatch {

    private static final Logger LOG = Logger.getLogger(ReadOnlyWatch.class);
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final BoundedPool pools;
    private final AgroalDataSource copies;
    private final AtomicLong last = new AtomicLong(System.nanoTime() - PAUSE.toNanos());

    ReadOnlyWatch(BoundedPool pools, @DataSource("copy") AgroalDataSource copies) {
        this.pools = pools;
        this.copies = copies;
    }

    void leave(@Observes DatabaseReadOnly refused) {
        copies.flush(AgroalDataSource.FlushMode.GRACEFUL); // one at a time, on their return: cheap
        long now = System.nanoTime();
        long before = last.get();
        if (now - before >= PAUSE.toNanos() && last.compareAndSet(before, now)) {
            LOG.warnf("Giving up the connections to a read-only database: pause_s=%d", PAUSE.toSeconds());
            pools.renew();
        }
    }
}

package io.liftline.database;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/// Leaves connections that nothing comes from any more, as after a machine lost power or a firewall forgot
/// them: nobody says that they are dead, and waiting for them takes longer than a request may. All are
/// closed at once, what is under way on them fails, and new ones find the database when it can be reached.
///
/// A database may also be silent because it is overloaded. So this happens at most every [#PAUSE]: by then the
/// server has ended the statements of the connections that were left (`client_connection_check_interval` in
/// application.properties).
@ApplicationScoped
class UnresponsiveWatch {

    private static final Logger LOG = Logger.getLogger(UnresponsiveWatch.class);
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final BoundedPool pools;
    private final AgroalDataSource copies;
    private final AtomicLong last = new AtomicLong(System.nanoTime() - PAUSE.toNanos());

    UnresponsiveWatch(BoundedPool pools, @DataSource("copy") AgroalDataSource copies) {
        this.pools = pools;
        this.copies = copies;
    }

    void leave(@Observes DatabaseUnresponsive silent) {
        long now = System.nanoTime();
        long before = last.get();
        if (now - before >= PAUSE.toNanos() && last.compareAndSet(before, now)) {
            LOG.warnf("Giving up the connections to a silent database: pause_s=%d", PAUSE.toSeconds());
            copies.flush(AgroalDataSource.FlushMode.ALL);
            pools.abandon();
        }
    }
}

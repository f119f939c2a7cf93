package io.liftline.database;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/// Replaces the connections to a database that was found read-only, so that new ones reach the server that
/// takes writes now. Statements under way on the old connections run to their end.
///
/// The reactive pool is replaced at most every [#PERIOD], because the old one keeps connections open until its
/// last statement has ended. It is replaced once more when the database takes writes again: connections opened
/// meanwhile may lead to the old server, which would go on answering questions with old rows.
@ApplicationScoped
class ReadOnlyWatch {

    private static final Logger LOG = Logger.getLogger(ReadOnlyWatch.class);
    private static final Duration PERIOD = Duration.ofSeconds(5);

    private final BoundedPool pools;
    private final ProbeConnection probe;
    private final AgroalDataSource copies;
    private final AtMostEvery limit = new AtMostEvery(PERIOD);
    private final AtomicBoolean readOnly = new AtomicBoolean();

    ReadOnlyWatch(BoundedPool pools, ProbeConnection probe, @DataSource("copy") AgroalDataSource copies) {
        this.pools = pools;
        this.probe = probe;
        this.copies = copies;
    }

    void replaceConnections(@Observes DatabaseReadOnly event) {
        readOnly.set(true);
        // Both are cheap: one connection; and a flag on each pooled one, which is closed when it is returned.
        probe.renew();
        copies.flush(AgroalDataSource.FlushMode.GRACEFUL);
        if (limit.mayHappen()) {
            LOG.warnf("Replacing the connections to a read-only database: at_most_every_s=%d", PERIOD.toSeconds());
            pools.renew();
        }
    }

    void replacePool(@Observes DatabaseWritable event) {
        if (readOnly.compareAndSet(true, false)) {
            LOG.info("The database takes writes again, replacing the connections for questions");
            pools.renew();
        }
    }
}

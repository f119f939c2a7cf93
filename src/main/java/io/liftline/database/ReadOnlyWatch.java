package io.liftline.database;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/// Replaces the connections to a read-only database, so that new ones reach the current primary. Statements in
/// progress on the old connections are completed.
///
/// The reactive pool is replaced at most once per [#PERIOD], because an old pool keeps connections open until its
/// last statement is completed. It is replaced once more when the database is writable again. Connections that were
/// opened in the meantime may lead to the demoted primary, which would answer queries with outdated rows.
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
        // Not limited by the period, because both are cheap: one connection, and a flag on each pooled one, which is
        // closed when it is returned.
        probe.renew();
        copies.flush(AgroalDataSource.FlushMode.GRACEFUL);
        if (limit.mayHappen()) {
            LOG.warnf("Replacing the connections to a read-only database: at_most_every_s=%d", PERIOD.toSeconds());
            pools.renew();
        }
    }

    void replacePool(@Observes DatabaseWritable event) {
        if (readOnly.compareAndSet(true, false)) {
            LOG.info("The database is writable again, replacing the connections for queries");
            pools.renew();
        }
    }
}

package io.liftline.database;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jboss.logging.Logger;

/// Replaces the connections to a database that was found read-only, so that new ones reach the server that
/// takes writes now. Statements under way on the old connections run to their end.
///
/// The reactive pool is replaced at most every [#PERIOD], because the old one keeps connections open until its
/// last statement has ended.
@ApplicationScoped
class ReadOnlyWatch {

    private static final Logger LOG = Logger.getLogger(ReadOnlyWatch.class);
    private static final Duration PERIOD = Duration.ofSeconds(5);

    private final BoundedPool pools;
    private final ProbeConnection probe;
    private final AgroalDataSource copies;
    private final AtMostEvery limit = new AtMostEvery(PERIOD);

    ReadOnlyWatch(BoundedPool pools, ProbeConnection probe, @DataSource("copy") AgroalDataSource copies) {
        this.pools = pools;
        this.probe = probe;
        this.copies = copies;
    }

    void replaceConnections(@Observes DatabaseReadOnly event) {
        // Both are cheap: one connection; and a flag on each pooled one, which is closed when it is returned.
        probe.renew();
        copies.flush(AgroalDataSource.FlushMode.GRACEFUL);
        if (limit.mayHappen()) {
            LOG.warnf("Replacing the connections to a read-only database: at_most_every_s=%d", PERIOD.toSeconds());
            pools.renew();
        }
    }
}

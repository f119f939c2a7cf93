package io.liftline.database;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jboss.logging.Logger;

/// Closes all connections when the database has stopped answering, for example after a loss of power or when a
/// firewall drops packets. Such connections are not closed by TCP, and a statement on them would wait longer
/// than a request may. Statements in progress fail. New connections reach the database as soon as it is
/// reachable again.
///
/// This happens at most once per [#PERIOD]. Within that time the server ends the statements of closed
/// connections (`client_connection_check_interval` in application.properties), so this does not increase the
/// load of an overloaded server.
@ApplicationScoped
class UnresponsiveWatch {

    private static final Logger LOG = Logger.getLogger(UnresponsiveWatch.class);
    private static final Duration PERIOD = Duration.ofSeconds(5);

    private final BoundedPool pools;
    private final AgroalDataSource copies;
    private final AtMostEvery limit = new AtMostEvery(PERIOD);

    UnresponsiveWatch(BoundedPool pools, @DataSource("copy") AgroalDataSource copies) {
        this.pools = pools;
        this.copies = copies;
    }

    void closeConnections(@Observes DatabaseUnresponsive event) {
        if (limit.mayHappen()) {
            LOG.warnf("Closing the connections to an unresponsive database: at_most_every_s=%d", PERIOD.toSeconds());
            copies.flush(AgroalDataSource.FlushMode.ALL);
            pools.abandon();
        }
    }
}

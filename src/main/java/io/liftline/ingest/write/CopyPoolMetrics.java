package io.liftline.ingest.write;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalDataSourceMetrics;
import io.quarkus.agroal.DataSource;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/// Metrics of the pool of connections for COPY.
@Singleton
class CopyPoolMetrics {

    void register(@Observes StartupEvent event, @DataSource("copy") AgroalDataSource pool, WriteMetrics metrics) {
        AgroalDataSourceMetrics state = pool.getMetrics();
        int limit = pool.getConfiguration().connectionPoolConfiguration().maxSize();
        metrics.gauge("liftline.copy.connections.active", "Connections for COPY in use", state::activeCount);
        metrics.gauge("liftline.copy.connections.idle", "Open connections for COPY not in use", state::availableCount);
        metrics.gauge("liftline.copy.connections.waiting", "Threads waiting for one", state::awaitingCount);
        metrics.gauge("liftline.copy.connections.limit", "Maximum number of connections for COPY", () -> limit);
    }
}

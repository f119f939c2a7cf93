package io.liftline.service;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/// Liveness probe: the event loop answers. It does not use the database, because a restart of the service does
/// not help if the database is unreachable.
@Liveness
@ApplicationScoped
public class LiveCheck implements AsyncHealthCheck {

    @Override
    public Uni<HealthCheckResponse> call() {
        return Uni.createFrom().item(() -> HealthCheckResponse.up("process"));
    }
}

package io.liftline.service;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

/// Startup probe: the database has the expected schema, and all observers of it are done.
@Startup
@ApplicationScoped
public class StartedCheck implements AsyncHealthCheck {

    private final StartupState state;

    StartedCheck(StartupState state) {
        this.state = state;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return Uni.createFrom()
                .item(() -> HealthCheckResponse.named("startup")
                        .status(state.started())
                        .build());
    }
}

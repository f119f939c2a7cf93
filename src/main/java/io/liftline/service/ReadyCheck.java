package io.liftline.service;

import io.liftline.storage.DatabaseNotReadyException;
import io.liftline.storage.DatabaseProbe;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/// Ready: started, and the database answers within two seconds, takes writes, and has the schema.
///
/// It goes false and true again with the database, without a restart.
@Readiness
@ApplicationScoped
public class ReadyCheck implements AsyncHealthCheck {

    private static final String NAME = "database";

    private final StartupState state;
    private final DatabaseProbe probe;

    ReadyCheck(StartupState state, DatabaseProbe probe) {
        this.state = state;
        this.probe = probe;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        if (!state.started()) {
            return Uni.createFrom().item(down("the service is starting"));
        }
        return probe.usable()
                .map(condition -> up().withData(
                                "schema_version", condition.version().getVersion())
                        .build())
                .onFailure(DatabaseNotReadyException.class)
                .recoverWithItem(failure -> down(String.valueOf(failure.getMessage())))
                .onFailure()
                .recoverWithItem(() -> down("the database does not answer"));
    }

    private static HealthCheckResponseBuilder up() {
        return HealthCheckResponse.named(NAME).up();
    }

    private static HealthCheckResponse down(String reason) {
        return HealthCheckResponse.named(NAME).down().withData("reason", reason).build();
    }
}

package io.liftline.service;

import io.liftline.access.AccessConfig;
import io.liftline.database.ReadReplica;
import io.liftline.schema.DatabaseNotReadyException;
import io.liftline.schema.DatabaseProbe;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/// Readiness probe: the service has started, and the database answers within two seconds, is writable and has
/// the expected schema.
///
/// It follows the state of the database without a restart of the service. Each change of the reason is logged
/// once. It uses a connection outside the pool, so an exhausted pool does not make it fail. A standby for
/// questions is shown, and not needed.
@Readiness
@ApplicationScoped
public class ReadyCheck implements AsyncHealthCheck {

    private static final Logger LOG = Logger.getLogger(ReadyCheck.class);
    private static final String NAME = "database";
    private static final String NOTHING = "";

    private final StartupState state;
    private final DatabaseProbe probe;
    private final LockTableCheck locks;
    private final ReadReplica replica;
    private final String signingKeys;
    private final AtomicReference<String> lastReason = new AtomicReference<>(NOTHING);

    ReadyCheck(
            StartupState state, DatabaseProbe probe, LockTableCheck locks, ReadReplica replica, AccessConfig access) {
        this.state = state;
        this.probe = probe;
        this.locks = locks;
        this.replica = replica;
        this.signingKeys = access.keyFile().isPresent()
                ? "in a file"
                : access.keyEncryption().key().isPresent() ? "encrypted" : "not encrypted";
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        if (!state.started()) {
            return Uni.createFrom().item(down("the service is starting"));
        }
        return probe.usable()
                .map(condition -> up(condition.version().getVersion()))
                .onFailure(DatabaseNotReadyException.class)
                .recoverWithItem(failure -> lost(String.valueOf(failure.getMessage())))
                .onFailure()
                .recoverWithItem(() -> lost("the database does not answer"));
    }

    private HealthCheckResponse up(String version) {
        if (!lastReason.getAndSet(NOTHING).equals(NOTHING)) {
            LOG.info("Ready again");
        }
        HealthCheckResponseBuilder ready = HealthCheckResponse.named(NAME)
                .up()
                .withData("schema_version", version)
                .withData("signing_keys", signingKeys);
        replica.state().ifPresent(standby -> ready.withData("standby", standby));
        return (locks.advice().isEmpty() ? ready : ready.withData("advice", locks.advice())).build();
    }

    private HealthCheckResponse lost(String reason) {
        if (!lastReason.getAndSet(reason).equals(reason)) {
            LOG.warnf("Not ready: reason=\"%s\"", reason);
        }
        return down(reason);
    }

    private static HealthCheckResponse down(String reason) {
        return HealthCheckResponse.named(NAME).down().withData("reason", reason).build();
    }
}

package io.liftline.query;

import io.liftline.database.DatabaseFailure;
import io.liftline.database.ReadReplica;
import io.liftline.database.Statements;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.Arc;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/// Which server answers a question: the standby, or the database itself (docs/adr/0038).
///
/// All statements of a request run on one server, so that it never combines the state of the rollups or of the
/// archive with older rows. If the standby fails, the request goes on at the database, which is ahead of it.
@ApplicationScoped
class QuestionSource {

    /// Whether the standby answers the request.
    private static final String STANDBY = "liftline.standby";

    private final ReadReplica replica;
    private final CurrentVertxRequest request;
    private final Counter asked;

    QuestionSource(ReadReplica replica, CurrentVertxRequest request, MeterRegistry metrics) {
        this.replica = replica;
        this.request = request;
        this.asked = Counter.builder("liftline.query.standby.statements")
                .description("Statements of queries that the standby was asked")
                .register(metrics);
    }

    /// The answer to the current request may be older than the database, by the lag of the standby.
    void mayLag() {
        if (replica.isConfigured()) {
            request.getCurrent().put(STANDBY, replica.usable().isPresent());
        }
    }

    /// The statements of the standby, if it answers the current request.
    Optional<Statements> standby() {
        if (!replica.isConfigured()) {
            return Optional.empty();
        }
        Optional<RoutingContext> current = current().filter(each -> Boolean.TRUE.equals(each.get(STANDBY)));
        Optional<Statements> usable = current.flatMap(_ -> replica.usable());
        if (usable.isEmpty()) {
            current.ifPresent(QuestionSource::leave);
        } else {
            asked.increment();
        }
        return usable;
    }

    /// Whether the database may succeed with a statement with which the standby has failed. A statement that took too
    /// long is not asked again.
    static boolean isOfStandby(Throwable failure) {
        return DatabaseFailure.kind(failure).isPresent() && !DatabaseFailure.isCancelled(failure);
    }

    /// The rest of the current request is asked at the database.
    StandbyFailedException failed(Throwable failure) {
        if (DatabaseFailure.isLostConnection(failure)) {
            replica.failed();
        }
        current().ifPresent(QuestionSource::leave);
        return new StandbyFailedException(failure);
    }

    private static void leave(RoutingContext request) {
        request.put(STANDBY, false);
    }

    private Optional<RoutingContext> current() {
        return Arc.container().requestContext().isActive()
                ? Optional.ofNullable(request.getCurrent())
                : Optional.empty();
    }
}

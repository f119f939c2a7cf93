package io.liftline.access;

import io.liftline.access.AuditEvent.Outcome;
import io.liftline.database.SchemaReady;
import io.liftline.problem.RouteProblems;
import io.quarkus.arc.Arc;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Records who did what, in the table `audit_event`.
///
/// An administrative operation is answered after its event is stored ([#store]). Logins are stored within a second
/// ([#note]), so that they do not wait for it. At most [#MAX_NOTED] of those are stored per second and replica; of the
/// others only their number is stored. So a flood of logins cannot fill the disk.
@ApplicationScoped
public class Audit {

    /// Maximum number of noted events per second.
    static final int MAX_NOTED = 100;

    private static final Logger LOG = Logger.getLogger(Audit.class);
    private static final Duration STORE_EVERY = Duration.ofSeconds(1);
    private static final Duration TRIM_EVERY = Duration.ofHours(6);
    private static final Duration LAST_WITHIN = Duration.ofSeconds(5);

    private final Pool pool;
    private final Vertx vertx;
    private final CurrentVertxRequest requests;
    private final Duration keep;
    private final AtomicLong storing = new AtomicLong(-1);
    private final AtomicLong trimming = new AtomicLong(-1);

    // Both are guarded by this object.
    private List<AuditEvent> noted = new ArrayList<>();
    private long suppressed;

    Audit(Pool pool, Vertx vertx, CurrentVertxRequest requests, AccessConfig config) {
        this.pool = pool;
        this.vertx = vertx;
        this.requests = requests;
        this.keep = config.auditRetention();
    }

    void begin(@Observes SchemaReady event) {
        if (storing.compareAndSet(-1, 0)) {
            storing.set(vertx.setPeriodic(STORE_EVERY.toMillis(), _ -> inBackground(storeNoted())));
            trimming.set(vertx.setPeriodic(TRIM_EVERY.toMillis(), _ -> inBackground(trim())));
        }
    }

    void end(@Observes ShutdownEvent event) {
        if (storing.get() != -1) {
            vertx.cancelTimer(storing.get());
            vertx.cancelTimer(trimming.get());
            storeNoted().onFailure().recoverWithNull().await().atMost(LAST_WITHIN);
        }
    }

    /// An event of the current request, or of a command if there is none.
    public AuditEvent event(String actor, String action, String subject, Outcome outcome) {
        boolean isRequest = Arc.container().requestContext().isActive();
        @Nullable RoutingContext request = isRequest ? requests.getCurrent() : null;
        return request == null
                ? new AuditEvent(actor, action, subject, outcome, "", "")
                : new AuditEvent(
                        actor,
                        action,
                        subject,
                        outcome,
                        request.request().remoteAddress().hostAddress(),
                        String.valueOf(request.response().headers().get(RouteProblems.REQUEST_ID)));
    }

    /// Stores an event. Completes when it is committed.
    public Uni<Void> store(AuditEvent event) {
        return store(List.of(event));
    }

    /// Stores an event within a second.
    public synchronized void note(AuditEvent event) {
        if (noted.size() < MAX_NOTED) {
            noted.add(event);
        } else {
            suppressed++;
        }
    }

    /// Stores what was noted. If that fails, it is tried again together with later events.
    Uni<Void> storeNoted() {
        return Uni.createFrom().deferred(() -> {
            List<AuditEvent> events = takeNoted();
            return events.isEmpty()
                    ? Uni.createFrom().voidItem()
                    : store(events).onFailure().invoke(() -> putBack(events));
        });
    }

    private synchronized List<AuditEvent> takeNoted() {
        List<AuditEvent> events = noted;
        noted = new ArrayList<>();
        if (suppressed > 0) {
            events.add(new AuditEvent("liftline", "audit.suppressed", suppressed + " events", Outcome.REFUSED, "", ""));
            suppressed = 0;
        }
        return events;
    }

    private synchronized void putBack(List<AuditEvent> events) {
        events.forEach(this::note);
    }

    private Uni<Void> trim() {
        return pool.withConnection(
                        connection -> connection.preparedQuery(AuditSql.TRIM).execute(Tuple.of(keep.toSeconds())))
                .replaceWithVoid();
    }

    private Uni<Void> store(List<AuditEvent> events) {
        Tuple arrays = Tuple.tuple()
                .addArrayOfString(each(events, AuditEvent::actor))
                .addArrayOfString(each(events, AuditEvent::action))
                .addArrayOfString(each(events, AuditEvent::subject))
                .addArrayOfString(each(events, event -> event.outcome().name().toLowerCase(Locale.ROOT)))
                .addArrayOfString(each(events, AuditEvent::address))
                .addArrayOfString(each(events, AuditEvent::requestId));
        return pool.withConnection(
                        connection -> connection.preparedQuery(AuditSql.STORE).execute(arrays))
                .replaceWithVoid();
    }

    private static String[] each(List<AuditEvent> events, Function<AuditEvent, String> member) {
        return events.stream().map(member).toArray(String[]::new);
    }

    private static void inBackground(Uni<Void> work) {
        work.subscribe()
                .with(
                        _ -> {},
                        failure -> LOG.warnf(
                                "Audit events could not be stored or trimmed, retrying later: reason=\"%s\"",
                                failure.getMessage()));
    }
}

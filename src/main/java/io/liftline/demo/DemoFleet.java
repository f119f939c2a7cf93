package io.liftline.demo;

import io.liftline.access.Caller;
import io.liftline.access.Role;
import io.liftline.access.WellScope;
import io.liftline.access.token.TokenIssuer;
import io.liftline.database.SchemaReady;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Posts the samples of [DemoWells] as a gateway does: through the HTTP API, with a token of the role writer. A
/// post that fails is retried until it is acknowledged.
@ApplicationScoped
class DemoFleet {

    private static final Logger LOG = Logger.getLogger(DemoFleet.class);
    private static final Caller GATEWAY =
            new Caller("demo-gateway", Set.of(Role.WRITER), WellScope.of(List.of("WELL-*")));
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(2);

    private final DemoConfig config;
    private final TokenIssuer tokens;
    private final HttpClient client;
    private final int port;
    private final InstantSource clock;
    private volatile @Nullable Thread thread;

    DemoFleet(
            DemoConfig config,
            TokenIssuer tokens,
            Vertx vertx,
            @ConfigProperty(name = "quarkus.http.port") int port,
            InstantSource clock) {
        this.config = config;
        this.tokens = tokens;
        this.client = vertx.createHttpClient();
        this.port = port;
        this.clock = clock;
    }

    void begin(@Observes SchemaReady ready) {
        if (config.enabled() && thread == null) {
            thread = Thread.ofVirtual().name("demo").start(this::run);
        }
    }

    void stop(@Observes ShutdownEvent event) {
        Thread running = thread;
        if (running != null) {
            running.interrupt();
        }
    }

    private void run() {
        try {
            List<Instant> hours = DemoWells.hours(clock.instant());
            deliver(hours.stream().flatMap(DemoWells::lines));
            deliver(DemoWells.minutes(clock.instant()).stream().flatMap(DemoWells::lines));
            LOG.infof("demo_history_delivered first=%s last=%s", hours.getFirst(), hours.getLast());
            while (true) {
                Thread.sleep(Duration.between(clock.instant(), nextSecond()).toMillis() + 1);
                deliver(DemoWells.lines(clock.instant().truncatedTo(ChronoUnit.SECONDS)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Instant nextSecond() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
    }

    private void deliver(Stream<String> lines) throws InterruptedException {
        Buffer body = Buffer.buffer(lines.collect(Collectors.joining()));
        while (!accepted(body)) {
            Thread.sleep(PAUSE_AFTER_FAILURE);
        }
    }

    private boolean accepted(Buffer body) throws InterruptedException {
        try {
            int status = post(body);
            if (status == 200) {
                return true;
            }
            LOG.warnf("demo_post_refused status=%d", status);
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            LOG.warnf("demo_post_failed reason=\"%s\"", e.getMessage());
        }
        return false;
    }

    private int post(Buffer body) throws InterruptedException, ExecutionException, TimeoutException {
        RequestOptions request = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost("127.0.0.1")
                .setPort(port)
                .setURI("/api/v1/telemetry")
                .putHeader("Authorization", "Bearer " + tokens.issue(GATEWAY).text())
                .putHeader("Content-Type", "application/x-ndjson");
        return client.request(request)
                .compose(open -> open.send(body))
                .compose(response -> response.body().map(read -> response.statusCode()))
                .toCompletionStage()
                .toCompletableFuture()
                .get(ANSWER_WITHIN.toSeconds(), TimeUnit.SECONDS);
    }
}

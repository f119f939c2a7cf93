package io.liftline.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.access.Caller;
import io.liftline.access.Role;
import io.liftline.access.WellScope;
import io.liftline.fixtures.Await;
import io.liftline.ingest.codec.Body;
import io.liftline.ingest.codec.NdjsonDecoder;
import io.liftline.ingest.write.ColumnPool;
import io.liftline.ingest.write.ForeignRetention;
import io.liftline.ingest.write.GrowthLimits;
import io.liftline.ingest.write.OnConflict;
import io.liftline.ingest.write.TelemetryWriter;
import io.liftline.trace.Traces;
import io.liftline.web.MemoryBudget;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// The timer of an answer is cancelled with the answer. Otherwise it would keep the request in memory for 30 s.
@QuarkusTest
class AnswerDeadlineTest {

    @Inject
    IngestConfig config;

    @Inject
    GrowthLimits growth;

    @Inject
    TelemetryWriter writer;

    @Inject
    ForeignRetention retention;

    @Inject
    MemoryBudget memory;

    @Inject
    IngestMetrics metrics;

    @Inject
    Vertx vertx;

    @Inject
    InstantSource clock;

    private final Set<Long> running = ConcurrentHashMap.newKeySet();
    private final AtomicInteger begun = new AtomicInteger();

    @Test
    void theTimerOfAnAnsweredRequestIsCancelled() throws Exception {
        Ingest ingest = new Ingest(
                config,
                new WellNames(),
                new ColumnPool(),
                growth,
                writer,
                retention,
                memory,
                metrics,
                countingTimers(),
                clock,
                Traces.off());
        IngestOptions options =
                new IngestOptions(new NdjsonDecoder(), ReadingRules.standard(), OnConflict.MERGE, Atomicity.PER_SAMPLE);
        Caller caller = new Caller("tester", Set.of(Role.WRITER), WellScope.all());
        byte[] body = "{\"well_id\":\"TIMER-%d\",\"timestamp\":\"2025-11-20T00:00:00Z\",\"pip\":1}"
                .formatted(System.nanoTime())
                .getBytes(StandardCharsets.UTF_8);

        IngestReceipt receipt = ingest.ingest(Decode.body(body, Body.Encoding.IDENTITY), options, caller)
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);

        assertThat(receipt.inserted()).isEqualTo(1);
        assertThat(begun).hasValue(1);
        Await.until("no timer runs any more", running::isEmpty);
    }

    /// The real Vert.x, wrapped to count its timers.
    private Vertx countingTimers() {
        return (Vertx) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Vertx.class}, (_, method, arguments) -> {
                    try {
                        Object result = method.invoke(vertx, arguments);
                        if (method.getName().equals("setTimer")) {
                            begun.incrementAndGet();
                            running.add((Long) result);
                        } else if (method.getName().equals("cancelTimer")) {
                            running.remove((Long) arguments[0]);
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                });
    }
}

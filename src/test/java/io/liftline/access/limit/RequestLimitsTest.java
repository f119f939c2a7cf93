package io.liftline.access.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.bucket4j.TimeMeter;
import io.liftline.access.Caller;
import io.liftline.access.CallerLimits.Kind;
import io.liftline.access.LimitConfig;
import io.liftline.access.Role;
import io.liftline.access.WellScope;
import io.liftline.fixtures.Settings;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.ext.web.RoutingContext;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RequestLimitsTest {

    private static final Map<String, String> LOW = Map.of(
            "liftline.limits.address", "2",
            "liftline.limits.ingest", "20",
            "liftline.limits.viewer", "3",
            "liftline.limits.writer", "4",
            "liftline.limits.operator", "0",
            "liftline.limits.burst", "PT5S");
    private static final String ADDRESS = "10.0.0.1";

    private final ManualClock clock = new ManualClock();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final RequestLimits limits = new RequestLimits(new Settings(LOW).of(LimitConfig.class), metrics, clock);

    @Test
    void anAddressMaySendABurstAndThenItsRate() {
        assertThat(arrive(15, ADDRESS)).isEqualTo(10);

        clock.advance(Duration.ofSeconds(3));
        assertThat(arrive(15, ADDRESS)).isEqualTo(6);
        assertThat(arrive(15, "10.0.0.2")).as("another address").isEqualTo(10);

        ProblemException refusal = limits.tooMany(ADDRESS);
        assertThat(refusal.code()).isEqualTo(ProblemCode.TOO_MANY_REQUESTS);
        assertThat(refusal.detail())
                .isEqualTo("More than 2 requests a second without valid credentials from your address");
        assertThat(limited("address")).isEqualTo(1);
    }

    @Test
    void aRequestWithValidCredentialsCountsForItsCallerOnly() {
        for (int i = 0; i < 15; i++) {
            RoutingContext request = request();
            assertThat(limits.arrived(request, ADDRESS)).isTrue();
            limits.identified(request, caller("ann", Role.VIEWER), Kind.OTHER);
        }
        RoutingContext request = request();
        assertThat(limits.arrived(request, ADDRESS)).isTrue();

        ProblemException refusal = catchThrowableOfType(
                ProblemException.class, () -> limits.identified(request, caller("ann", Role.VIEWER), Kind.OTHER));

        assertThat(refusal.detail()).isEqualTo("More than 3 requests a second of ann");
        limits.identified(request(), caller("bob", Role.VIEWER), Kind.OTHER);
        limits.identified(request(), caller("ann", Role.VIEWER), Kind.INGEST);
        assertThat(arrive(15, ADDRESS)).as("nothing was taken from the address").isEqualTo(10);
        assertThat(limited("viewer")).isEqualTo(1);
    }

    @Test
    void ofSeveralRolesTheHighestLimitCounts() {
        assertThat(identified(30, caller("ann", Role.VIEWER, Role.WRITER), Kind.OTHER))
                .isEqualTo(20);
        assertThat(identified(30, caller("bob", Role.WRITER), Kind.OTHER)).isEqualTo(20);
        assertThat(identified(30, caller("carl", Role.VIEWER), Kind.OTHER)).isEqualTo(15);
        assertThat(identified(30, caller("dora", Role.VIEWER, Role.OPERATOR), Kind.OTHER))
                .as("0 is no limit")
                .isEqualTo(30);
        assertThat(identified(300, caller("dora", Role.OPERATOR), Kind.INGEST)).isEqualTo(100);
        assertThat(identified(30, new Caller("none", Set.of(), WellScope.none()), Kind.OTHER))
                .isEqualTo(15);
    }

    @Test
    void theNumberOfBucketsIsBounded() {
        Buckets buckets = new Buckets(clock);
        Limit limit = Limit.of("address", 1, Duration.ofSeconds(1));
        assertThat(buckets.of(limit, "first").tryConsume(1)).isTrue();

        for (int i = 0; i < 3 * Buckets.MAX; i++) {
            buckets.of(limit, "10.0." + i);
            if (i % 1_000 == 0) {
                assertThat(buckets.of(limit, "first").tryConsume(1))
                        .as("used now and then")
                        .isFalse();
            }
        }

        assertThat(buckets.size()).isEqualTo(Buckets.MAX);
        assertThat(buckets.of(limit, "10.0.0").tryConsume(1)).isTrue();
    }

    private int arrive(int times, String address) {
        int admitted = 0;
        for (int i = 0; i < times; i++) {
            admitted += limits.arrived(request(), address) ? 1 : 0;
        }
        return admitted;
    }

    private int identified(int times, Caller caller, Kind kind) {
        int admitted = 0;
        for (int i = 0; i < times; i++) {
            try {
                limits.identified(request(), caller, kind);
                admitted++;
            } catch (ProblemException e) {
                assertThat(e.code()).isEqualTo(ProblemCode.TOO_MANY_REQUESTS);
            }
        }
        return admitted;
    }

    private double limited(String limit) {
        return metrics.get("liftline.http.limited")
                .tag("limit", limit)
                .counter()
                .count();
    }

    private static Caller caller(String name, Role... roles) {
        return new Caller(name, Set.of(roles), WellScope.all());
    }

    /// A request that keeps what is put into it, and has nothing else.
    private static RoutingContext request() {
        Map<Object, Object> data = new HashMap<>();
        return (RoutingContext) Proxy.newProxyInstance(
                RequestLimitsTest.class.getClassLoader(),
                new Class<?>[] {RoutingContext.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "put" -> {
                        data.put(arguments[0], arguments[1]);
                        yield proxy;
                    }
                    case "remove" -> data.remove(arguments[0]);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private static final class ManualClock implements TimeMeter {

        private long nanos = 1;

        void advance(Duration time) {
            nanos += time.toNanos();
        }

        @Override
        public long currentTimeNanos() {
            return nanos;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}

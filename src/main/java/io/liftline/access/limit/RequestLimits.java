package io.liftline.access.limit;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.liftline.access.Caller;
import io.liftline.access.CallerLimits;
import io.liftline.access.LimitConfig;
import io.liftline.access.Role;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Counts requests in token buckets (docs/adr/0020-rate-limits.md).
///
/// A request first takes a token of the address that it comes from. Once its credentials turn out to be
/// valid, it gives that token back and takes one of its caller. So callers behind one address do not share a
/// limit, and requests without valid credentials are limited by address.
@Singleton
final class RequestLimits implements CallerLimits {

    private static final String TAKEN = RequestLimits.class.getName();

    private final LimitConfig config;
    private final MeterRegistry metrics;
    private final Buckets addresses;
    private final Buckets callers;
    private final Optional<Limit> ofAddress;
    private final Optional<Limit> ofIngest;
    private final Map<Role, Optional<Limit>> ofRoles = new EnumMap<>(Role.class);
    private final Comparator<Role> byLimit = Comparator.comparingInt(this::rank).thenComparing(Role::text);

    @Inject
    RequestLimits(LimitConfig config, MeterRegistry metrics) {
        this(config, metrics, TimeMeter.SYSTEM_NANOTIME);
    }

    RequestLimits(LimitConfig config, MeterRegistry metrics, TimeMeter clock) {
        this.config = config;
        this.metrics = metrics;
        this.addresses = new Buckets(clock);
        this.callers = new Buckets(clock);
        this.ofAddress = limit("address", config.address());
        this.ofIngest = limit("ingest", config.ingest());
        for (Role role : Role.values()) {
            ofRoles.put(role, limit(role.text(), perSecond(role)));
        }
    }

    /// Takes a token of the address of a request. Returns false if there is none.
    boolean arrived(RoutingContext request, String address) {
        if (ofAddress.isEmpty()) {
            return true;
        }
        Bucket bucket = addresses.of(ofAddress.get(), address);
        boolean taken = bucket.tryConsume(1);
        if (taken) {
            request.put(TAKEN, bucket);
        }
        return taken;
    }

    /// The answer to a request without valid credentials, from an address that has no token left.
    ProblemException tooMany(String address) {
        return ofAddress
                .map(limit ->
                        refusal(limit, addresses.of(limit, address), "without valid credentials from your address"))
                .orElseThrow();
    }

    @Override
    public void identified(RoutingContext request, Caller caller, Kind kind) {
        @Nullable Bucket taken = request.remove(TAKEN);
        if (taken != null) {
            taken.addTokens(1);
        }
        Optional<Limit> limit = switch (kind) {
            case INGEST -> ofIngest;
            case OTHER -> ofRole(caller);
        };
        limit.ifPresent(known -> {
            Bucket bucket = callers.of(known, caller.username());
            if (!bucket.tryConsume(1)) {
                throw refusal(known, bucket, "of " + caller.username());
            }
        });
    }

    /// The highest limit among the roles of a caller. Empty if there is no limit for one of them.
    private Optional<Limit> ofRole(Caller caller) {
        @Nullable Role highest = null;
        for (Role role : caller.roles()) {
            if (highest == null || byLimit.compare(role, highest) > 0) {
                highest = role;
            }
        }
        return Objects.requireNonNull(ofRoles.get(highest == null ? Role.VIEWER : highest));
    }

    private int rank(Role role) {
        int perSecond = perSecond(role);
        return perSecond == 0 ? Integer.MAX_VALUE : perSecond;
    }

    private int perSecond(Role role) {
        return switch (role) {
            case VIEWER -> config.viewer();
            case WRITER -> config.writer();
            case OPERATOR -> config.operator();
            case ADMIN -> config.admin();
        };
    }

    private Optional<Limit> limit(String name, int perSecond) {
        return perSecond == 0 ? Optional.empty() : Optional.of(Limit.of(name, perSecond, config.burst()));
    }

    private ProblemException refusal(Limit limit, Bucket bucket, String whose) {
        Counter.builder("liftline.http.limited")
                .description("Requests that were refused because their caller or address had sent too many")
                .tag("limit", limit.name())
                .register(metrics)
                .increment();
        long nanos = bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill();
        return new ProblemException(
                        ProblemCode.TOO_MANY_REQUESTS,
                        "More than %d requests a second %s".formatted(limit.perSecond(), whose))
                .retryAfter(Duration.ofNanos(nanos));
    }
}

package io.liftline.access.token;

import io.liftline.database.SchemaReady;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/// The API keys that this replica accepts.
///
/// All valid keys are in memory, so a request with a key needs no statement. At most [#MAX_KEYS] exist. Every
/// [#FOLLOW_EVERY], the replica reads which keys were created or revoked, so a revocation is effective on
/// every replica within 5 s. While the database cannot be reached, the known keys stay valid. The times of
/// their last use are stored every [#STORE_EVERY].
@ApplicationScoped
public class ApiKeys {

    /// Maximum number of keys that are not revoked.
    public static final int MAX_KEYS = 10_000;

    private static final Logger LOG = Logger.getLogger(ApiKeys.class);
    private static final Duration BRING_UP = Duration.ofSeconds(30);
    private static final Duration FOLLOW_EVERY = Duration.ofSeconds(2);
    private static final Duration STORE_EVERY = Duration.ofSeconds(10);
    private static final Duration OVERLAP = Duration.ofMinutes(1);
    private static final Instant BEGINNING = Instant.EPOCH;

    private final Pool pool;
    private final Vertx vertx;
    private final InstantSource clock;
    private final Map<String, ApiKey> keys = new ConcurrentHashMap<>();
    private final Map<String, ApiKey> byCertificate = new ConcurrentHashMap<>();
    private final Map<String, Instant> used = new ConcurrentHashMap<>();
    private final AtomicLong following = new AtomicLong(-1);
    private final AtomicLong storing = new AtomicLong(-1);
    private volatile Instant asked = BEGINNING;
    private volatile boolean loaded;

    ApiKeys(Pool pool, Vertx vertx, InstantSource clock) {
        this.pool = pool;
        this.vertx = vertx;
        this.clock = clock;
    }

    void onSchemaReady(@Observes SchemaReady event) {
        follow().await().atMost(BRING_UP);
        if (following.compareAndSet(-1, 0)) {
            following.set(vertx.setPeriodic(FOLLOW_EVERY.toMillis(), _ -> inBackground(follow())));
            storing.set(vertx.setPeriodic(STORE_EVERY.toMillis(), _ -> inBackground(storeUses())));
        }
    }

    @PreDestroy
    void stop() {
        vertx.cancelTimer(following.get());
        vertx.cancelTimer(storing.get());
    }

    /// The key with this text. Empty if there is none, or if it has expired or is revoked.
    ///
    /// @throws ProblemException 503 while the keys are not loaded
    Optional<ApiKey> find(String credential) {
        requireLoaded();
        Instant now = clock.instant();
        return used(stored(credential, now), now);
    }

    /// Whether this text is a key. False while the keys are not loaded.
    boolean isValid(String credential) {
        return stored(credential, clock.instant()).isPresent();
    }

    /// The key that is proved by a client certificate with this subject. Empty if there is none, or if it has
    /// expired or is revoked.
    ///
    /// @throws ProblemException 503 while the keys are not loaded
    Optional<ApiKey> ofCertificate(String subject) {
        requireLoaded();
        Instant now = clock.instant();
        return used(proved(subject, now), now);
    }

    /// Whether a client certificate with this subject proves a key. False while the keys are not loaded.
    boolean isOfCertificate(String subject) {
        return proved(subject, clock.instant()).isPresent();
    }

    private void requireLoaded() {
        if (!loaded) {
            throw new ProblemException(ProblemCode.UNAVAILABLE, "The service is still starting: it has no keys yet");
        }
    }

    private Optional<ApiKey> used(Optional<ApiKey> key, Instant now) {
        key.ifPresent(valid -> used.put(valid.id(), now));
        return key;
    }

    private Optional<ApiKey> proved(String subject, Instant now) {
        return Optional.ofNullable(byCertificate.get(subject)).filter(key -> key.isValid(now));
    }

    private Optional<ApiKey> stored(String credential, Instant now) {
        return ApiKeyText.parse(credential)
                .flatMap(text -> Optional.ofNullable(keys.get(text.id())).filter(key -> key.isValid(text, now)));
    }

    /// Reads the keys that were created or revoked since the last time.
    public Uni<Void> follow() {
        OffsetDateTime since = asked.minus(OVERLAP).atOffset(ZoneOffset.UTC);
        return pool.withConnection(connection ->
                        connection.preparedQuery(ApiKeySql.CHANGED).execute(Tuple.of(since)))
                .invoke(this::apply)
                .replaceWithVoid();
    }

    private void apply(RowSet<Row> changed) {
        for (Row row : changed) {
            if (row.getBoolean("revoked")) {
                forget(row.getString("id"));
            } else {
                remember(ApiKey.of(row));
            }
            asked = row.getOffsetDateTime("asked_at").toInstant();
        }
        loaded = true;
    }

    private void forget(String id) {
        Optional.ofNullable(keys.remove(id))
                .flatMap(ApiKey::certificate)
                .ifPresent(subject -> byCertificate.computeIfPresent(
                        subject, (_, known) -> known.id().equals(id) ? null : known));
    }

    private void remember(ApiKey key) {
        keys.put(key.id(), key);
        key.certificate().ifPresent(subject -> byCertificate.put(subject, key));
    }

    /// Stores when the keys were last used.
    Uni<Void> storeUses() {
        Map<String, Instant> now = Map.copyOf(used);
        if (now.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        String[] ids = now.keySet().toArray(String[]::new);
        OffsetDateTime[] times = new OffsetDateTime[ids.length];
        for (int i = 0; i < ids.length; i++) {
            times[i] =
                    Optional.ofNullable(now.get(ids[i])).orElse(Instant.EPOCH).atOffset(ZoneOffset.UTC);
        }
        return pool.withConnection(connection -> connection
                        .preparedQuery(ApiKeySql.USED)
                        .execute(Tuple.tuple().addArrayOfString(ids).addArrayOfOffsetDateTime(times)))
                .invoke(() -> now.forEach(used::remove))
                .replaceWithVoid();
    }

    private static void inBackground(Uni<Void> work) {
        work.subscribe()
                .with(
                        _ -> {},
                        failure -> LOG.warnf(
                                "API keys could not be read or updated, keeping the current ones: reason=\"%s\"",
                                failure.getMessage()));
    }
}

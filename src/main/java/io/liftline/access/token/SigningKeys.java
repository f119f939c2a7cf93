package io.liftline.access.token;

import io.liftline.access.AccessConfig;
import io.liftline.database.SchemaReady;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The signing keys of this replica.
///
/// They are generated or loaded once the schema is ready, encrypted if that is configured ([KeySeal]), and
/// reloaded every `liftline.access.key-reload`. At each reload, a key that has signed for
/// `liftline.access.key-rotation` gets a successor. They are also reloaded in the background when a token
/// names an unknown key, at most once per [#RELOAD_PAUSE].
@Singleton
class SigningKeys implements TrustedKeys {

    private static final Logger LOG = Logger.getLogger(SigningKeys.class);
    private static final Duration BRING_UP = Duration.ofSeconds(30);
    private static final Duration RELOAD_PAUSE = Duration.ofSeconds(5);
    private static final long NO_TIMER = -1;

    private final SigningKeyTable table;
    private final Vertx vertx;
    private final Duration reloadEvery;
    private final KeyRotation rotation;
    private final Optional<SigningKey> fromFile;
    private final boolean encrypted;
    private final AtomicReference<@Nullable KeySet> current = new AtomicReference<>();
    private final AtomicLong lastUnknown = new AtomicLong(System.nanoTime() - RELOAD_PAUSE.toNanos());
    private final AtomicLong timer = new AtomicLong(NO_TIMER);

    SigningKeys(SigningKeyTable table, Vertx vertx, AccessConfig config) {
        this.table = table;
        this.vertx = vertx;
        this.reloadEvery = config.keyReload();
        this.rotation = KeyRotation.of(config);
        this.fromFile = config.keyFile().map(KeyFile::read);
        this.encrypted = config.keyEncryption().key().isPresent();
    }

    /// The current keys.
    ///
    /// @throws ProblemException 503 while they are not loaded
    KeySet current() {
        KeySet keys = current.get();
        if (keys == null) {
            throw new ProblemException(ProblemCode.UNAVAILABLE, "The service is still starting: it has no keys yet");
        }
        return keys;
    }

    @Override
    public boolean contains(String kid) {
        return current().contains(kid);
    }

    /// Starts a reload in the background, because another replica may have added the key.
    void reloadForUnknownKey() {
        long now = System.nanoTime();
        long last = lastUnknown.get();
        if (now - last >= RELOAD_PAUSE.toNanos() && lastUnknown.compareAndSet(last, now)) {
            reload();
        }
    }

    void onSchemaReady(@Observes SchemaReady event) {
        Uni<KeySet> made = fromFile.map(table::publish)
                .orElseGet(() -> table.createIfNone(SigningKey.generate()))
                .chain(table::reseal)
                .chain(() -> table.load(fromFile));
        KeySet keys = made.await().atMost(BRING_UP);
        current.set(keys);
        LOG.infof(
                "Loaded the signing keys: signer=%s count=%d",
                keys.signer().kid(), keys.verifiers().size());
        if (fromFile.isEmpty() && !encrypted) {
            LOG.warn("The private signing keys are stored unencrypted: advice=\"set LIFTLINE_KEY_ENCRYPTION_KEY\"");
        }
        if (timer.compareAndSet(NO_TIMER, 0)) {
            timer.set(vertx.setPeriodic(reloadEvery.toMillis(), tick -> reload()));
        }
    }

    @PreDestroy
    void stop() {
        vertx.cancelTimer(timer.get());
    }

    private void reload() {
        Uni<Void> rotated = fromFile.isPresent() ? Uni.createFrom().voidItem() : table.rotate(rotation);
        rotated.chain(() -> table.load(fromFile))
                .subscribe()
                .with(
                        current::set,
                        failure -> LOG.warnf(
                                "Could not reload the signing keys, keeping the current ones: reason=\"%s\"",
                                failure.getMessage()));
    }
}

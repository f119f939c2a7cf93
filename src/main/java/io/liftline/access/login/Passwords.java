package io.liftline.access.login;

import io.liftline.access.AccessConfig;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.liftline.web.FairQueue;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.LaunchMode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Hashes and verifies passwords with bcrypt (docs/adr/0002-bcrypt-for-passwords.md).
///
/// bcrypt is slow by design. So it runs on a thread pool of its own with [#AT_ONCE] threads, never on an
/// event loop. At most [#WAITING] passwords are queued, fairly by client and username ([FairQueue]); what has
/// no place is rejected with 429. A flood of logins therefore occupies only these threads, and does not keep
/// others from their turn. The result is delivered on the Vert.x context of the call.
@ApplicationScoped
public class Passwords {

    /// The number of threads.
    static final int AT_ONCE = 2;
    /// The maximum number of queued passwords.
    static final int WAITING = 64;

    private static final int MIN_COST = 10;

    private static final Turn NEW_PASSWORDS = new Turn(new FairQueue.Turn("", "new passwords"), () -> {});

    /// About the time that a full queue takes.
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private static final int SALT_BYTES = 16;

    private final int cost;
    private final Timer timer;
    private final SecureRandom random = new SecureRandom();
    private final FairQueue<Work<?>> queue = new FairQueue<>(WAITING);

    /// Has one call of [#next] for each item of the queue, so its own queue is bounded, too.
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            AT_ONCE,
            AT_ONCE,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("password-", 0).factory());

    Passwords(AccessConfig config, MeterRegistry metrics) {
        this.cost = config.bcryptCost();
        if (cost < MIN_COST && LaunchMode.current() != LaunchMode.TEST) {
            throw new IllegalArgumentException(
                    "liftline.access.bcrypt-cost is %d, it must be at least %d".formatted(cost, MIN_COST));
        }
        this.timer = Timer.builder("liftline.password.hashing")
                .description("Hashed or verified passwords, and the time without that in the queue")
                .register(metrics);
        threads.allowCoreThreadTimeOut(true);
    }

    /// When a password is verified.
    ///
    /// @param place its place in the queue
    /// @param check throws if it need not be verified any more; called when its turn has come
    record Turn(FairQueue.Turn place, Runnable check) {}

    private record Work<T>(Supplier<T> work, Runnable check, CompletableFuture<T> result) {

        void run() {
            try {
                check.run();
                result.complete(work.get());
            } catch (RuntimeException | Error e) { // any failure must complete the login
                result.completeExceptionally(e);
            }
        }
    }

    /// The hash of a new password, with a random salt.
    ///
    /// Fails with a [ProblemException] 429 if the queue is full.
    public Uni<String> hash(NewPassword password) {
        return hash(password.text());
    }

    /// The hash of a password that a user has already, whatever the rules for new ones are.
    Uni<String> hash(String password) {
        return onOwnThread(NEW_PASSWORDS, () -> {
            byte[] salt = new byte[SALT_BYTES];
            random.nextBytes(salt);
            return PasswordHash.of(password, salt, cost);
        });
    }

    /// Whether a hash should be replaced, because its form or its cost is not that of new ones.
    boolean isOutdated(String hash) {
        return !PasswordHash.isCurrent(hash, cost);
    }

    /// Whether the password has this hash. If the hash is empty, the result is false after the same work.
    ///
    /// Fails with a [ProblemException] 429 if the queue is full.
    Uni<Boolean> verify(Turn turn, String password, Optional<String> hash) {
        String compared = hash.orElse(PasswordHash.nobodys(cost));
        return onOwnThread(turn, () -> PasswordHash.matches(password, compared) && hash.isPresent());
    }

    @PreDestroy
    void stop() {
        threads.shutdownNow();
    }

    private <T> Uni<T> onOwnThread(Turn turn, Supplier<T> work) {
        @Nullable Context caller = Vertx.currentContext();
        Uni<T> result = Uni.createFrom().deferred(() -> {
            CompletableFuture<T> done = new CompletableFuture<>();
            Optional<Work<?>> displaced =
                    queue.add(turn.place(), new Work<>(() -> timer.record(work), turn.check(), done));
            displaced.ifPresentOrElse(Passwords::refuse, () -> threads.execute(this::next));
            return Uni.createFrom().completionStage(done);
        });
        return caller == null ? result : result.emitOn(task -> caller.runOnContext(nothing -> task.run()));
    }

    private void next() {
        queue.poll().ifPresent(Work::run);
    }

    private static void refuse(Work<?> work) {
        work.result()
                .completeExceptionally(new ProblemException(
                                ProblemCode.TOO_MANY_REQUESTS, "Too many logins at the moment; try again shortly")
                        .retryAfter(RETRY_AFTER));
    }
}

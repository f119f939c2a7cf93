package io.liftline.access.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.liftline.access.TestConfig;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.liftline.web.FairQueue;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PasswordsTest {

    static final Passwords.Turn TURN = turn("10.0.0.1", "ann");

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Passwords passwords = new Passwords(TestConfig.DEFAULTS, metrics);

    @AfterEach
    void stop() {
        passwords.stop();
    }

    @Test
    void aPasswordHasItsHashAndNoOtherPasswordHas() {
        String hash = await(passwords.hash(new NewPassword("pump intake pressure")));

        assertThat(hash).startsWith("$2b$10$").hasSize(60);
        assertThat(await(passwords.verify(TURN, "pump intake pressure", Optional.of(hash))))
                .isTrue();
        assertThat(await(passwords.verify(TURN, "pump intake pressurE", Optional.of(hash))))
                .isFalse();
    }

    @Test
    void theSamePasswordGetsAnotherHashEachTime() {
        NewPassword password = new NewPassword("pump intake pressure");

        assertThat(await(passwords.hash(password))).isNotEqualTo(await(passwords.hash(password)));
    }

    @Test
    void withoutAHashTheAnswerIsNoAfterTheSameWork() {
        assertThat(await(passwords.verify(TURN, "pump intake pressure", Optional.empty())))
                .isFalse();

        assertThat(metrics.get("liftline.password.hashing").timer().count()).isEqualTo(1);
    }

    @Test
    void aPasswordLongerThanBcryptReadsNeverMatches() {
        String longest = "wellhead choke ".repeat(5).substring(0, 72);
        String hash = await(passwords.hash(new NewPassword(longest)));

        assertThat(await(passwords.verify(TURN, longest, Optional.of(hash)))).isTrue();
        assertThat(await(passwords.verify(TURN, longest + "y", Optional.of(hash))))
                .isFalse();
        assertThat(metrics.get("liftline.password.hashing").timer().count()).isEqualTo(3);
    }

    @Test
    void aFloodIsTurnedAwayBeyondTheThreadsAndTheQueue() {
        List<CompletableFuture<Boolean>> flood = Stream.generate(() -> passwords
                        .verify(TURN, "pump intake pressure", Optional.empty())
                        .subscribeAsCompletionStage())
                .limit(110)
                .toList();

        List<Throwable> refusals = flood.stream()
                .map(one -> one.handle((done, failure) -> Optional.ofNullable(failure)))
                .flatMap(one -> one.join().stream())
                .map(failure -> failure instanceof CompletionException wrapped ? wrapped.getCause() : failure)
                .toList();
        // the queue may be full before the threads have taken theirs from it
        assertThat(refusals)
                .hasSizeBetween(30, 110 - Passwords.WAITING)
                .allSatisfy(refusal -> assertThat(refusal)
                        .isInstanceOfSatisfying(
                                ProblemException.class,
                                problem -> assertThat(problem.code()).isEqualTo(ProblemCode.TOO_MANY_REQUESTS)));
    }

    @Test
    void aFloodDoesNotTurnAwayTheLoginOfAnotherAddress() {
        List<CompletableFuture<Boolean>> flood = IntStream.range(0, 90)
                .mapToObj(i -> passwords
                        .verify(turn("10.0.0.1", "random-" + i), "pump intake pressure", Optional.empty())
                        .subscribeAsCompletionStage())
                .toList();

        assertThat(await(passwords.verify(turn("10.0.0.2", "ann"), "pump intake pressure", Optional.empty())))
                .isFalse();

        assertThat(flood).as("logins that still wait").anyMatch(one -> !one.isDone());
        flood.forEach(one -> one.handle((_, _) -> 0).join());
    }

    @Test
    void aPasswordWhoseTurnIsCheckedInVainIsNotHashed() {
        Passwords.Turn locked = new Passwords.Turn(new FairQueue.Turn("10.0.0.1", "ann"), () -> {
            throw new ProblemException(ProblemCode.TOO_MANY_REQUESTS, "locked meanwhile");
        });

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> await(passwords.verify(locked, "pump intake pressure", Optional.empty())))
                .withMessage("locked meanwhile");
        assertThat(metrics.get("liftline.password.hashing").timer().count()).isZero();
    }

    private static Passwords.Turn turn(String address, String username) {
        return new Passwords.Turn(new FairQueue.Turn(address, username), () -> {});
    }

    @Test
    void aNewPasswordIsNeitherTooShortNorTooLong() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NewPassword("elevenchars"))
                .withMessage("the password has 11 characters, it needs at least 12");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NewPassword("ü".repeat(37)))
                .withMessage("the password has 74 bytes in UTF-8, it may have at most 72");
        assertThat(new NewPassword("pump intake pressure").toString()).doesNotContain("pump");
    }

    @Test
    void aCostBelowTenIsRefused() {
        TestConfig cheap = new TestConfig(Optional.empty(), Optional.empty(), 9, TestConfig.DEFAULTS.outside());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Passwords(cheap, metrics))
                .withMessageContaining("bcrypt-cost is 9");
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().indefinitely();
    }
}

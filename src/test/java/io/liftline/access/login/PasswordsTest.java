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
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;
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

        assertThat(hash).startsWith("$v2$2b$10$").hasSize(63);
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
    void everyCharacterOfALongPasswordCounts() {
        String longest = "wellhead choke ".repeat(18).substring(0, 256);
        String hash = await(passwords.hash(new NewPassword(longest)));

        assertThat(await(passwords.verify(TURN, longest, Optional.of(hash)))).isTrue();
        assertThat(await(passwords.verify(TURN, longest.substring(0, 255) + "y", Optional.of(hash))))
                .isFalse();
        assertThat(await(passwords.verify(TURN, longest.substring(0, 72), Optional.of(hash))))
                .isFalse();
    }

    @Test
    void aHashOfTheFirstSchemeStillMatchesAndIsOutdated() {
        String password = "pump intake pressure";
        String old = OpenBSDBCrypt.generate("2b", password.getBytes(StandardCharsets.UTF_8), new byte[16], 10);

        assertThat(await(passwords.verify(TURN, password, Optional.of(old)))).isTrue();
        assertThat(await(passwords.verify(TURN, password + "s", Optional.of(old))))
                .isFalse();
        assertThat(passwords.isOutdated(old)).isTrue();
        assertThat(passwords.isOutdated(await(passwords.hash(password)))).isFalse();
        assertThat(passwords.isOutdated(PasswordHash.of(password, new byte[16], 11)))
                .as("another cost")
                .isTrue();
    }

    @Test
    void aPasswordLongerThanBcryptReadsDoesNotMatchAHashOfTheFirstScheme() {
        String longest = "wellhead choke ".repeat(5).substring(0, 72);
        String old = OpenBSDBCrypt.generate("2b", longest.getBytes(StandardCharsets.UTF_8), new byte[16], 10);

        assertThat(await(passwords.verify(TURN, longest, Optional.of(old)))).isTrue();
        assertThat(await(passwords.verify(TURN, longest + "y", Optional.of(old))))
                .isFalse();
        assertThat(metrics.get("liftline.password.hashing").timer().count()).isEqualTo(2);
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
                .isThrownBy(() -> new NewPassword("ürgent ".repeat(37)))
                .withMessage("the password has 259 characters, it may have at most 256");
        assertThat(new NewPassword("ürgent ".repeat(36)).text()).hasSize(252);
        assertThat(new NewPassword("pump intake pressure").toString()).doesNotContain("pump");
    }

    @Test
    void aCostBelowTenIsRefused() {
        TestConfig cheap = TestConfig.DEFAULTS.withCost(9);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Passwords(cheap, metrics))
                .withMessageContaining("bcrypt-cost is 9");
    }

    private static <T> T await(Uni<T> uni) {
        return uni.await().indefinitely();
    }
}

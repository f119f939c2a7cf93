package io.liftline.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class PatienceTest {

    private static final Callable<Answer> OK = () -> Answer.OK;

    private final FakeTime time = new FakeTime();
    private final List<String> notes = new ArrayList<>();
    private final Patience patience = new Patience(Duration.ofMinutes(1), time.waiting(), notes::add);

    @Test
    void itWaitsAsLongAsTheServiceAsksOtherwiseTwiceAsLongEachTime() {
        patience.answer(OK);

        Answer answer = patience.answer(
                each(() -> later(429, 3), () -> later(503, 0), PatienceTest::cut, () -> later(502, 0), OK));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(time.waits())
                .containsExactly(
                        Duration.ofSeconds(3), Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));
        assertThat(notes).hasSize(4).first().asString().contains("HTTP 429; again in 3 s");
    }

    @Test
    void itGivesUpAtItsLimit() {
        patience.answer(OK);

        assertThatExceptionOfType(StoppedException.class)
                .isThrownBy(() -> patience.answer(PatienceTest::cut))
                .withMessage("the service cannot be reached: the connection was lost; gave up after 31 s");
        assertThat(time.waits()).last().isEqualTo(Duration.ofSeconds(16));
        assertThatExceptionOfType(StoppedException.class)
                .isThrownBy(() -> patience.answer(() -> later(422, 2_400)))
                .withMessage("HTTP 422; gave up after 0 s, the service asks to wait 40 min");
    }

    @Test
    void anAddressThatNeverAnsweredAndRefusedKeysEndItAtOnce() {
        assertStops(
                () -> {
                    throw new ConnectException();
                },
                "the service cannot be reached: connection refused");
        assertStops(
                () -> {
                    throw new SSLHandshakeException("certificate unknown");
                },
                "name it with --ca");
        assertStops(() -> later(401, 0), "the service does not accept the key");
        assertStops(() -> later(403, 0), "the key does not permit this");
        assertThat(time.waits()).isEmpty();
    }

    @Test
    void aTlsConnectionThatBreaksLaterIsWaitedForAsAnyOther() {
        patience.answer(OK);

        assertThat(patience.answer(each(
                                () -> {
                                    throw new SSLHandshakeException("Remote host terminated the handshake");
                                },
                                OK))
                        .status())
                .isEqualTo(200);
        assertThat(time.waits()).containsExactly(Duration.ofMillis(500));
    }

    private void assertStops(Callable<Answer> request, String message) {
        assertThatExceptionOfType(StoppedException.class)
                .isThrownBy(() -> patience.answer(request))
                .withMessageContaining(message);
    }

    private static Answer cut() throws IOException {
        throw new IOException();
    }

    private static Answer later(int status, int seconds) {
        return new Answer(status, seconds == 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(seconds)), "");
    }

    @SafeVarargs
    private static Callable<Answer> each(Callable<Answer>... answers) {
        Deque<Callable<Answer>> rest = new ArrayDeque<>(Arrays.asList(answers));
        return () -> rest.removeFirst().call();
    }
}

package io.liftline.client;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLException;

/// Repeats a request until the service has an answer to it. It waits as long as `Retry-After` says, otherwise
/// 0.5 s, then twice as long each time, at most 30 s.
///
/// A request is given up after this time without an answer. If no request was ever answered, it is given up at
/// once when there is no connection, because the address is probably wrong.
final class Patience {

    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Duration limit;
    private final Waiting waiting;
    private final Consumer<String> note;
    private boolean everAnswered;

    /// How time passes. Tests replace it.
    ///
    /// @param nanos the time, as [System#nanoTime]
    record Waiting(LongSupplier nanos, Pause pause) {

        static final Waiting REAL = new Waiting(System::nanoTime, Thread::sleep);

        /// Waits.
        interface Pause {
            void take(Duration length) throws InterruptedException;
        }
    }

    /// @param limit how long one request is repeated
    /// @param note told why and how long it waits
    Patience(Duration limit, Waiting waiting, Consumer<String> note) {
        this.limit = limit;
        this.waiting = waiting;
        this.note = note;
    }

    /// Notes that the service was reached, so its address is right even if the answer is cut off.
    void reached() {
        everAnswered = true;
    }

    /// The first answer that is not "later".
    ///
    /// @throws StoppedException if there is none within the limit, or the credential is refused
    Answer answer(Callable<Answer> request) {
        long begun = waiting.nanos().getAsLong();
        Duration backoff = FIRST;
        while (true) {
            Attempt attempt = attempt(request);
            if (attempt instanceof Attempt.Answered(Answer answer)) {
                everAnswered = true;
                if (!answer.isLater()) {
                    return authorized(answer);
                }
            }
            Duration wait = attempt.retryAfter().orElse(backoff);
            Duration passed = Duration.ofNanos(waiting.nanos().getAsLong() - begun);
            if (passed.plus(wait).compareTo(limit) > 0) {
                throw new StoppedException(attempt.reason() + "; gave up after " + Words.of(passed)
                        + attempt.retryAfter()
                                .map(asked -> ", the service asks to wait " + Words.of(asked))
                                .orElse(""));
            }
            note.accept(attempt.reason() + "; again in " + Words.of(wait));
            pause(wait);
            Duration twice = backoff.multipliedBy(2);
            backoff = twice.compareTo(LONGEST) < 0 ? twice : LONGEST;
        }
    }

    private Attempt attempt(Callable<Answer> request) {
        try {
            return new Attempt.Answered(request.call());
        } catch (IOException e) {
            if (everAnswered) {
                return new Attempt.Failed(e);
            }
            throw new StoppedException(
                    e instanceof SSLException
                            ? "no TLS connection: " + e.getMessage()
                                    + "; if the service has a certificate of your own authority, name it with --ca"
                            : "the service cannot be reached: " + Words.of(e));
        } catch (InterruptedException _) {
            throw new StoppedException("interrupted");
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Answer authorized(Answer answer) {
        if (answer.status() == 401) {
            throw new StoppedException(
                    "the service does not accept the key: " + answer.message() + "; --key names the file that has it");
        }
        if (answer.status() == 403) {
            throw new StoppedException("the key does not permit this: " + answer.message());
        }
        return answer;
    }

    private void pause(Duration wait) {
        try {
            waiting.pause().take(wait);
        } catch (InterruptedException _) {
            throw new StoppedException("interrupted");
        }
    }

    private sealed interface Attempt {

        Optional<Duration> retryAfter();

        String reason();

        record Answered(Answer answer) implements Attempt {

            @Override
            public Optional<Duration> retryAfter() {
                return answer.retryAfter();
            }

            @Override
            public String reason() {
                return answer.message();
            }
        }

        record Failed(IOException cause) implements Attempt {

            @Override
            public Optional<Duration> retryAfter() {
                return Optional.empty();
            }

            @Override
            public String reason() {
                return "the service cannot be reached: " + Words.of(cause);
            }
        }
    }
}

package io.liftline.packaged;

import io.liftline.fixtures.Api;
import io.liftline.fixtures.Await;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;

/// A simulated gateway. It posts batches one by one and retries each until it is acknowledged. Every fifth batch
/// is a replay of an acknowledged one. It records the samples it has sent and those acknowledged.
final class Gateway {

    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final Duration RETRY_AFTER = Duration.ofMillis(50);
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final String well;
    private final Mode mode;
    private final Supplier<Api> api;
    private final Answers answers;
    private final Set<String> sent = new HashSet<>();
    private final Set<String> acknowledged = new HashSet<>();
    private final Thread thread;
    private volatile boolean stopping;
    private volatile Instant lastAcknowledged = Instant.MIN;

    /// What the gateway posts, which determines the write path.
    enum Mode {
        /// New samples, which take the COPY path.
        JSON_POSTS(10),
        /// New samples, which take the COPY path.
        NDJSON_POSTS(10),
        /// Batches for the queue of large requests.
        LARGE_POSTS(2 * Load.LARGE_ROWS),
        /// Half of each batch repeats the previous batch, which takes the conflict path.
        OVERLAPS(10),
        /// Requests with `on_conflict=update`.
        UPDATES(10),
        LINE_PROTOCOL(10);

        private final int samples;

        Mode(int samples) {
            this.samples = samples;
        }

        private HttpResponse<String> post(Api api, String token, Batch batch) throws IOException, InterruptedException {
            return switch (this) {
                case JSON_POSTS -> api.ingest(token, "application/json", batch.json());
                case NDJSON_POSTS, LARGE_POSTS, OVERLAPS -> api.ingest(token, batch.lines());
                case UPDATES -> api.update(token, batch.lines());
                case LINE_PROTOCOL -> api.write(token, batch.lineProtocol());
            };
        }

        /// The batch with this number, from 0.
        private Batch batch(String well, long number) {
            long step = this == OVERLAPS ? samples / 2 : samples;
            return new Batch(well, number * step, samples);
        }
    }

    /// @param api supplies the service that is running at the moment
    Gateway(String well, Mode mode, Supplier<Api> api, Answers answers) {
        this.well = well;
        this.mode = mode;
        this.api = api;
        this.answers = answers;
        this.thread = Thread.ofPlatform().name(well).daemon().unstarted(this::run);
    }

    String well() {
        return well;
    }

    void start() {
        thread.start();
    }

    /// Stops the gateway after its current batch is acknowledged.
    ///
    /// @return whether it stopped within a minute
    boolean stop() throws InterruptedException {
        stopping = true;
        return thread.join(TIMEOUT);
    }

    /// Interrupts the gateway. Does not wait for its current batch.
    void abandon() {
        stopping = true;
        thread.interrupt();
    }

    /// The time of the last acknowledgement.
    Instant lastAcknowledged() {
        return lastAcknowledged;
    }

    /// `<second> <value>` of each sample sent. Call it after the gateway has stopped.
    Set<String> sent() {
        return sent;
    }

    /// `<second> <value>` of each sample of an acknowledged batch. Call it after the gateway has stopped.
    Set<String> acknowledged() {
        return acknowledged;
    }

    private void run() {
        String token = "";
        try {
            for (int number = 0; !stopping; number++) {
                token = deliver(mode.batch(well, number % 5 == 4 ? number - 2 : number), token);
                pause(PAUSE);
            }
        } catch (InterruptedException _) {
            // stopped by abandon()
        }
    }

    /// Posts the batch until it is acknowledged. Logs in if there is no token or the token was refused.
    ///
    /// @return the token that was accepted
    private String deliver(Batch batch, String given) throws InterruptedException {
        String token = given;
        Set<String> samples = batch.samples();
        sent.addAll(samples);
        while (true) {
            try {
                if (token.isEmpty()) {
                    token = api.get().login();
                }
                HttpResponse<String> answer = post(batch, token);
                if (answer.statusCode() / 100 == 2) {
                    acknowledged.addAll(samples);
                    lastAcknowledged = Instant.now();
                    return token;
                }
                if (answer.statusCode() == 401) {
                    token = "";
                }
            } catch (IOException | AssertionError _) {
                // not acknowledged: retry
            }
            pause(RETRY_AFTER);
        }
    }

    /// Waits as a gateway does between its posts, or until [#abandon].
    private static void pause(Duration length) throws InterruptedException {
        if (Await.holds(length, Thread.currentThread()::isInterrupted)) {
            throw new InterruptedException();
        }
    }

    private HttpResponse<String> post(Batch batch, String token) throws IOException, InterruptedException {
        Instant asked = Instant.now();
        try {
            HttpResponse<String> answer = mode.post(api.get(), token, batch);
            answers.recordAnswer(answer, Duration.between(asked, Instant.now()));
            return answer;
        } catch (IOException e) {
            answers.recordFailure(e);
            throw e;
        }
    }
}

package io.liftline.packaged;

import io.liftline.fixtures.Api;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;

/// A gateway that posts batch after batch and sends each again until it is acknowledged, as real ones do;
/// every fifth batch is one that was acknowledged before. It remembers what it sent and what was
/// acknowledged.
final class Gateway {

    private static final int PAUSE_MILLIS = 20;
    private static final int RETRY_MILLIS = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String well;
    private final Mode mode;
    private final Supplier<Api> api;
    private final Answers answers;
    private final Set<String> sent = new HashSet<>();
    private final Set<String> acknowledged = new HashSet<>();
    private final Thread thread;
    private volatile boolean stopping;
    private volatile Instant lastAcknowledged = Instant.MIN;

    /// What it posts, and so which way the samples go into the database.
    enum Mode {
        /// By COPY, where all are new.
        JSON_POSTS(10),
        /// By COPY, where all are new.
        NDJSON_POSTS(10),
        /// Alone, in the queue of large batches.
        LARGE_POSTS(2 * Load.LARGE_ROWS),
        /// By `unnest`: half of each batch was in the one before.
        OVERLAPS(10),
        /// `on_conflict=update`, each a transaction by itself.
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

        /// The batch of this number, from 0.
        private Batch batch(String well, long number) {
            long step = this == OVERLAPS ? samples / 2 : samples;
            return new Batch(well, number * step, samples);
        }
    }

    /// @param api the service that is there at the moment
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

    /// Lets it finish the batch under way.
    ///
    /// @return whether it could, within a minute
    boolean stop() throws InterruptedException {
        stopping = true;
        return thread.join(PATIENCE);
    }

    /// Ends it, whatever is under way.
    void abandon() {
        stopping = true;
        thread.interrupt();
    }

    /// When a batch was acknowledged last.
    Instant lastAcknowledged() {
        return lastAcknowledged;
    }

    /// `<second> <value>` of each sample it ever sent; to be asked once it has stopped.
    Set<String> sent() {
        return sent;
    }

    /// `<second> <value>` of each sample of an acknowledged batch; to be asked once it has stopped.
    Set<String> acknowledged() {
        return acknowledged;
    }

    private void run() {
        String token = "";
        try {
            for (int number = 0; !stopping; number++) {
                token = deliver(mode.batch(well, number % 5 == 4 ? number - 2 : number), token);
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException _) {
            // abandoned
        }
    }

    /// Sends the batch until it is acknowledged.
    ///
    /// @return a token that was good
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
                // not acknowledged: the same again
            }
            Thread.sleep(RETRY_MILLIS);
        }
    }

    private HttpResponse<String> post(Batch batch, String token) throws IOException, InterruptedException {
        Instant asked = Instant.now();
        try {
            HttpResponse<String> answer = mode.post(api.get(), token, batch);
            answers.came(answer, Duration.between(asked, Instant.now()));
            return answer;
        } catch (IOException e) {
            answers.failed(e);
            throw e;
        }
    }
}

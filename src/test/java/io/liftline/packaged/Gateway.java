package io.liftline.packaged;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;

/// A gateway that posts batch after batch and sends each again until it is acknowledged, as real ones do;
/// every fifth batch is one that was acknowledged before. It remembers what it sent and what was
/// acknowledged.
final class Gateway {

    private static final long FIRST_SECOND =
            Instant.parse("2025-11-20T00:00:00Z").getEpochSecond();
    private static final int PAUSE_MILLIS = 20;

    private final String well;
    private final Mode mode;
    private final Supplier<Api> api;
    private final Set<String> sent = new HashSet<>();
    private final Set<String> acknowledged = new HashSet<>();
    private final Thread thread;
    private volatile boolean stopping;

    /// What it posts.
    enum Mode {
        SMALL_POSTS(10),
        LARGE_POSTS(2_000),
        UPDATES(10);

        private final int samples;

        Mode(int samples) {
            this.samples = samples;
        }

        private HttpResponse<String> post(Api api, String token, String lines)
                throws IOException, InterruptedException {
            return switch (this) {
                case SMALL_POSTS, LARGE_POSTS -> api.ingest(token, lines);
                case UPDATES -> api.update(token, lines);
            };
        }
    }

    /// @param api the service that is there at the moment
    Gateway(String well, Mode mode, Supplier<Api> api) {
        this.well = well;
        this.mode = mode;
        this.api = api;
        this.thread = Thread.ofPlatform().name(well).unstarted(this::run);
    }

    String well() {
        return well;
    }

    void start() {
        thread.start();
    }

    /// Lets it finish the batch under way.
    void stop() throws InterruptedException {
        stopping = true;
        thread.join();
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
        for (int batch = 0; !stopping; batch++) {
            int number = batch % 5 == 4 ? batch - 2 : batch;
            token = deliver(number, token);
            pause();
        }
    }

    /// Sends the batch until it is acknowledged.
    ///
    /// @return a token that was good
    private String deliver(int batch, String given) {
        String token = given;
        Set<String> samples = new HashSet<>();
        String lines = lines(batch, samples);
        sent.addAll(samples);
        while (true) {
            try {
                if (token.isEmpty()) {
                    token = api.get().login();
                }
                HttpResponse<String> answer = mode.post(api.get(), token, lines);
                if (answer.statusCode() == 200) {
                    acknowledged.addAll(samples);
                    return token;
                }
                if (answer.statusCode() == 401) {
                    token = "";
                }
                pause();
            } catch (IOException | AssertionError _) {
                pause();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    private String lines(int batch, Set<String> samples) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < mode.samples; i++) {
            long number = (long) batch * mode.samples + i;
            long second = FIRST_SECOND + number;
            double value = number % 1_000 + 0.5;
            samples.add(second + " " + value);
            lines.append("{\"well_id\":\"%s\",\"timestamp\":\"%s\",\"pip\":%s}\n"
                    .formatted(well, Instant.ofEpochSecond(second), value));
        }
        return lines.toString();
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}

package io.liftline.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.fixtures.Api;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// A client with a well of its own that uses every class of request again and again: it posts a sample, asks
/// for the newest one, for a range and for a summary, and logs in now and then.
final class Bystander implements AutoCloseable {

    private static final String WELL = "BYSTANDER-1";
    private static final int LOGIN_EVERY = 20;

    /// How much slower the slowest hundredth may be under attack.
    private static final int TIMES_SLOWER = 5;

    /// Rounds before the measured ones: the first requests of a client open connections, and its code and that of a jar
    /// are not compiled yet.
    private static final int FIRST_ROUNDS = Attacked.LONG ? 100 : 2;

    private static final int IDLE_ROUNDS = Attacked.LONG ? 150 : 2;

    private static final String RANGE = "from=2025-11-20T00:00:00Z&to=2025-11-20T00:10:00Z";

    private final Api api;
    private final Map<String, Integer> answers = new TreeMap<>();
    private final List<Duration> idle = new ArrayList<>();
    private final List<Duration> attacked = new ArrayList<>();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final Thread thread;
    private String token;
    private int posted;
    private volatile @Nullable Throwable failure;

    Bystander(Api api) throws IOException, InterruptedException {
        this.api = api.apart();
        this.token = api.login();
        for (int i = 0; i < FIRST_ROUNDS; i++) {
            round(new ArrayList<>());
        }
        for (int i = 0; i < IDLE_ROUNDS; i++) {
            round(idle);
        }
        answers.clear();
        this.thread = Thread.ofPlatform().name("bystander").start(this::run);
    }

    private void run() {
        try {
            for (int i = 1; !stopped.get(); i++) {
                round(attacked);
                if (i % LOGIN_EVERY == 0) {
                    token = api.login();
                    count("login", 200);
                }
            }
        } catch (Exception | AssertionError e) {
            failure = e;
        }
    }

    private void round(List<Duration> took) throws IOException, InterruptedException {
        long began = System.nanoTime();
        count("post", api.ingest(token, Api.sample(WELL, posted++)));
        count("latest", api.get("/api/v1/wells/" + WELL + "/latest", token));
        count("wells", api.get("/api/v1/wells?limit=10", token));
        count("range", api.get("/api/v1/wells/" + WELL + "/telemetry?limit=10&" + RANGE, token));
        count("summary", api.get("/api/v1/telemetry/summary?wells=" + WELL + "&" + RANGE, token));
        synchronized (this) {
            took.add(Duration.ofNanos(System.nanoTime() - began));
        }
    }

    /// The number of its rounds under attack.
    synchronized int rounds() {
        return attacked.size();
    }

    private void count(String what, HttpResponse<String> answer) {
        count(what, answer.statusCode());
    }

    private synchronized void count(String what, int status) {
        answers.merge(what + " " + status, 1, Integer::sum);
    }

    /// Stops, and asserts that every request was answered with 200.
    void assertServed() throws InterruptedException {
        stopped.set(true);
        thread.join();
        assertThat(failure).as("a failure of the bystander").isNull();
        assertThat(answers)
                .as("answers to the bystander")
                .containsKeys("post 200", "latest 200", "wells 200", "range 200", "summary 200");
        assertThat(answers.keySet()).as("answers to the bystander").allMatch(answer -> answer.endsWith(" 200"));
        if (Attacked.LONG) {
            assertThat(slowest(attacked)).isLessThan(slowest(idle).multipliedBy(TIMES_SLOWER));
        }
    }

    /// How long half of its rounds and the slowest hundredth took, idle and under attack.
    synchronized String figures() {
        return "p50 %d and p99 %d ms idle, %d and %d ms under attack, %d rounds"
                .formatted(
                        percentile(idle, 50).toMillis(),
                        slowest(idle).toMillis(),
                        percentile(attacked, 50).toMillis(),
                        slowest(attacked).toMillis(),
                        attacked.size());
    }

    private static Duration slowest(List<Duration> took) {
        return percentile(took, 99);
    }

    private static Duration percentile(List<Duration> took, int percent) {
        List<Duration> sorted = took.stream().sorted().toList();
        return sorted.get(sorted.size() * percent / 100);
    }

    @Override
    public void close() throws InterruptedException {
        stopped.set(true);
        thread.join();
        api.http().close();
    }
}

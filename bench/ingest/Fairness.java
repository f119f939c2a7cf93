package ingest;

import harness.Figure;
import harness.Figure.Better;
import harness.LegFailedException;
import harness.Load;
import harness.Numbers;
import harness.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/// P9.fairness: how much later small posts are acknowledged while one client posts the largest bodies that are
/// taken.
final class Fairness {

    private static final double GOAL = 3;
    private static final int SMALL_ROWS = 10;
    private static final int LARGE_ROWS = 100_000;
    private static final double POSTS_PER_SECOND = 200;
    private static final int CLIENTS = 32;

    /// Posts for two minutes: longer than 20 large bodies take.
    private static final int POSTS = (int) (120 * POSTS_PER_SECOND);

    private static final int IDLE_POSTS = 2_000;

    private final Bench bench;
    private final Bodies small;
    private final Bodies large;
    private final List<Double> ratios = new ArrayList<>();
    private final List<Map<String, Object>> runs = new ArrayList<>();

    /// @param samples of the large bodies
    Fairness(Bench bench, Samples samples) {
        this.bench = bench;
        this.large = Bodies.of(samples, Format.NDJSON, Math.min(LARGE_ROWS, samples.rows()));
        this.small =
                Bodies.of(new Workload(POSTS * SMALL_ROWS).delayed(Workload.SECONDS / 2), Format.NDJSON, SMALL_ROWS);
    }

    void measure() {
        Progress.say(
                "P9.fairness: %.0f posts of %d rows a second, beside one client with %d bodies of %,d rows",
                POSTS_PER_SECOND, SMALL_ROWS, large.count(), large.rows());
        bench.empty();
        post(small.first(IDLE_POSTS));
        Bench.requireAll(bench.now.postAll(large.first(1), 1));
        for (int run = 1; run <= bench.options.pairs(); run++) {
            bench.empty();
            Outcome idle = post(small.first(IDLE_POSTS));
            record(run, idle, busy(small.from(IDLE_POSTS)));
        }
        report();
    }

    private Outcome post(Bodies bodies) {
        Outcome outcome = bench.now.postAtRate(bodies, CLIENTS, POSTS_PER_SECOND * SMALL_ROWS);
        Bench.requireAll(outcome);
        return outcome;
    }

    /// Small posts, for as long as large bodies are posted.
    private Busy busy(Bodies bodies) {
        AtomicLong end = new AtomicLong(Long.MAX_VALUE);
        CompletableFuture<Outcome> flood = CompletableFuture.supplyAsync(() -> {
            try {
                return bench.now.postAll(large, 1);
            } finally {
                end.set(System.nanoTime());
            }
        });
        Outcome outcome = Load.openLoopUntil(
                bench.now.service().port(),
                CLIENTS,
                bodies.count(),
                POSTS_PER_SECOND,
                end::get,
                bench.now.call(bodies));
        Outcome floodOutcome = flood.join();
        Bench.requireAll(outcome);
        Bench.requireAll(floodOutcome);
        requireRows((long) (IDLE_POSTS + outcome.calls()) * SMALL_ROWS + large.allRows());
        return new Busy(outcome, floodOutcome);
    }

    private void requireRows(long acknowledged) {
        long found = bench.now.database().contents().rows();
        if (found != acknowledged) {
            throw new LegFailedException(
                    "%,d rows were acknowledged, but the table holds %,d".formatted(acknowledged, found));
        }
    }

    private void record(int run, Outcome idle, Busy busy) {
        double largeRows = large.allRows() / busy.flood().seconds();
        Progress.say(
                "  %d/%d   idle p50 %.1f ms, p99 %.1f ms; beside large bodies p50 %.1f ms, p99 %.1f ms (%,.0f rows/s of those)",
                run,
                bench.options.pairs(),
                idle.millis(50),
                idle.millis(99),
                busy.small().millis(50),
                busy.small().millis(99),
                largeRows);
        ratios.add(busy.small().millis(99) / idle.millis(99));
        runs.add(Map.of(
                "idle_p50_ms", idle.millis(50),
                "idle_p99_ms", idle.millis(99),
                "busy_p50_ms", busy.small().millis(50),
                "busy_p99_ms", busy.small().millis(99),
                "busy_posts", busy.small().calls(),
                "large_rows_per_second", Numbers.round(largeRows, 3)));
    }

    private void report() {
        bench.figures.put(
                "P9.fairness",
                Figure.of(
                        ratios,
                        GOAL,
                        Better.LOWER,
                        "ratio",
                        Map.of(
                                "what",
                                "p99 of the acknowledgement of small posts beside one client with large bodies, over p99 when idle",
                                "rows_per_small_post",
                                SMALL_ROWS,
                                "small_posts_per_second",
                                POSTS_PER_SECOND,
                                "rows_per_large_body",
                                large.rows(),
                                "large_bodies",
                                large.count(),
                                "runs",
                                runs)));
    }

    /// The results of both kinds of posts.
    private record Busy(Outcome small, Outcome flood) {}
}

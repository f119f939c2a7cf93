package ingest;

import harness.Figure;
import harness.Figure.Better;
import harness.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// P2: 10 rows a request from 64 clients; how fast, and how soon each is acknowledged at half that rate.
final class SmallPosts {

    private static final int ROWS = 10;
    private static final int CLIENTS = 64;
    private static final double SPEED = 0.40;
    private static final double MILLIS = 25;

    private final Bench bench;
    private final Dataset dataset;

    SmallPosts(Bench bench, Dataset dataset) {
        this.bench = bench;
        this.dataset = dataset;
    }

    void measure() {
        Progress.say(
                "P2: %,d rows of NDJSON, %d a request, %d clients, beside raw COPY", dataset.rows(), ROWS, CLIENTS);
        Bodies bodies = Bodies.of(dataset.workload, Format.NDJSON, ROWS);
        bench.warmUp(bodies, CLIENTS);
        Pairs pairs = Pairs.run(
                bench.options.pairs(),
                "raw COPY",
                () -> bench.copy(dataset, dataset.streams()),
                "ndjson, " + ROWS + " rows",
                () -> bench.post(dataset, bodies, CLIENTS));
        bench.figures.put(
                "P2.ratio",
                Figure.of(
                        pairs.speed(),
                        SPEED,
                        Better.HIGHER,
                        "ratio",
                        Map.of(
                                "legs", pairs.detail("copy", "liftline"),
                                "rows", dataset.rows(),
                                "rows_per_request", ROWS,
                                "clients", CLIENTS,
                                "copy_streams", dataset.streams())));
        acknowledgements(bodies, Leg.median(pairs.b(), Leg::rowsPerSecond) / 2);
    }

    private void acknowledgements(Bodies bodies, double rowsPerSecond) {
        List<Double> p99 = new ArrayList<>();
        List<Double> p50 = new ArrayList<>();
        for (int run = 1; run <= bench.options.pairs(); run++) {
            bench.database.empty();
            Outcome outcome = bench.postAtRate(bodies, CLIENTS, rowsPerSecond);
            Bench.requireAll(outcome);
            dataset.requireWhole(bench.database.contents());
            p50.add(outcome.millis(50));
            p99.add(outcome.millis(99));
            Progress.say(
                    "  %d/%d   at %,.0f rows/s: p50 %.1f ms, p99 %.1f ms",
                    run, bench.options.pairs(), rowsPerSecond, outcome.millis(50), outcome.millis(99));
        }
        bench.figures.put(
                "P2.p99",
                Figure.of(
                        p99,
                        MILLIS,
                        Better.LOWER,
                        "ms",
                        Map.of(
                                "what",
                                "99th percentile from the time a request was due to its acknowledgement",
                                "rows_per_second",
                                Math.round(rowsPerSecond),
                                "p50_ms",
                                p50,
                                "connections",
                                CLIENTS)));
    }
}

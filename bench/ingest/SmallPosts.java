package ingest;

import harness.Figure;
import harness.Figure.Better;
import harness.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// P2: 10 rows a request from 64 clients; how fast, and how soon each is acknowledged at half that rate.
final class SmallPosts {

    private static final int ROWS = 10;
    private static final int CLIENTS = 64;
    private static final double SPEED = 0.55;
    private static final double MILLIS = 15;

    private final Bench bench;
    private final String figure;
    private final Dataset dataset;

    /// @param figure begins the names of the figures
    SmallPosts(Bench bench, String figure, Dataset dataset) {
        this.bench = bench;
        this.figure = figure;
        this.dataset = dataset;
    }

    void measure() {
        Progress.say(
                "%s: %,d rows of NDJSON, %d a request, %d clients, beside raw COPY",
                figure, dataset.rows(), ROWS, CLIENTS);
        Bodies bodies = Bodies.of(dataset.samples, Format.NDJSON, ROWS);
        bench.warmUp(bodies, CLIENTS);
        Rounds rounds = Rounds.run(bench.options.pairs(), Throughput.kinds(bench, dataset, bodies, CLIENTS));
        Map<String, Object> sizes = Map.of(
                "rows",
                dataset.rows(),
                "rows_per_request",
                ROWS,
                "clients",
                CLIENTS,
                "copy_streams",
                dataset.streams());
        bench.figures.put(figure + ".ratio", Throughput.overCopy(rounds, SPEED, sizes));
        bench.compare(figure + ".ratio", rounds, sizes);
        acknowledgements(bodies, Leg.median(rounds.legs().get(Deployment.LIFTLINE), Leg::rowsPerSecond) / 2);
    }

    private void acknowledgements(Bodies bodies, double rowsPerSecond) {
        Map<String, List<Outcome>> outcomes = new LinkedHashMap<>();
        for (int run = 1; run <= bench.options.pairs(); run++) {
            List<Deployment> order = new ArrayList<>(bench.deployments().toList());
            if (run % 2 == 0) {
                Collections.reverse(order);
            }
            for (Deployment to : order) {
                Outcome outcome = acknowledge(to, bodies, rowsPerSecond);
                outcomes.computeIfAbsent(to.name(), name -> new ArrayList<>()).add(outcome);
                Progress.say(
                        "  %d/%d   %-22s at %,.0f rows/s: p50 %.1f ms, p99 %.1f ms",
                        run, bench.options.pairs(), to.name(), rowsPerSecond, outcome.millis(50), outcome.millis(99));
            }
        }
        report(outcomes, rowsPerSecond);
    }

    private Outcome acknowledge(Deployment to, Bodies bodies, double rowsPerSecond) {
        bench.empty();
        Outcome outcome = to.postAtRate(bodies, CLIENTS, rowsPerSecond);
        Bench.requireAll(outcome);
        dataset.requireWhole(to.database().contents());
        return outcome;
    }

    private void report(Map<String, List<Outcome>> outcomes, double rowsPerSecond) {
        List<Double> p99 = millis(outcomes.get(Deployment.LIFTLINE), 99);
        bench.figures.put(
                figure + ".p99",
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
                                millis(outcomes.get(Deployment.LIFTLINE), 50),
                                "connections",
                                CLIENTS)));
        if (outcomes.containsKey(Deployment.BEFORE)) {
            List<Double> before = millis(outcomes.get(Deployment.BEFORE), 99);
            List<Double> ratios = new ArrayList<>();
            for (int run = 0; run < p99.size(); run++) {
                ratios.add(p99.get(run) / before.get(run));
            }
            bench.figures.put(
                    figure + ".p99.before",
                    Figure.of(
                            ratios,
                            1.0,
                            Better.LOWER,
                            "ratio",
                            Map.of("what", "p99 over that of the version before, at the same rate", "p99_ms", before)));
        }
    }

    private static List<Double> millis(List<Outcome> outcomes, double percentile) {
        return outcomes.stream().map(outcome -> outcome.millis(percentile)).toList();
    }
}

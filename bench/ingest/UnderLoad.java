package ingest;

import harness.Database.Contents;
import harness.Figure;
import harness.Figure.Better;
import harness.LegFailedException;
import harness.Load;
import harness.Numbers;
import harness.Outcome;
import harness.ProcessTree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/// P9 but for fairness: how much later reads are answered at 70 % of the ingest rate, and what happens at twice the
/// rate that can be taken.
final class UnderLoad {

    private static final double BUSY = 0.7;
    private static final double OVERLOAD = 2;
    private static final double READS_PER_SECOND = 200;
    private static final int READERS = 16;
    private static final int OVERLOAD_CLIENTS = 1_000;

    private final Bench bench;
    private final Dataset dataset;
    private final Bodies bodies;
    private final List<Double> latencyRatios = new ArrayList<>();
    private final List<Map<String, Object>> latencies = new ArrayList<>();
    private final List<Double> properShares = new ArrayList<>();
    private final List<Double> goodputs = new ArrayList<>();
    private final List<Double> memories = new ArrayList<>();
    private final List<Map<String, Object>> overloads = new ArrayList<>();

    UnderLoad(Bench bench, Dataset dataset, Bodies bodies) {
        this.bench = bench;
        this.dataset = dataset;
        this.bodies = bodies;
    }

    void measure() {
        Progress.say(
                "P9: latest value at %.0f %% of the ingest rate, and ingest at %.0f times of it", BUSY * 100, OVERLOAD);
        bench.warmUp(bodies, Bench.CLIENTS);
        readLatest((int) READS_PER_SECOND);
        for (int run = 1; run <= bench.options.pairs(); run++) {
            double before =
                    bench.post(bench.now, dataset, bodies, Bench.CLIENTS).rowsPerSecond();
            reading(before);
            Outcome overload = overload(before);
            double after = bench.post(bench.now, dataset, bodies, Bench.CLIENTS).rowsPerSecond();
            double goodput = (double) overload.succeeded() * bodies.rows() / overload.seconds();
            goodputs.add(goodput / ((before + after) / 2));
            Progress.say(
                    "  %d/%d   at most %,.0f rows/s; latest p99 %s ms; at %.0f times: %,.0f rows/s taken, answers %s, %.0f MiB",
                    run,
                    bench.options.pairs(),
                    (before + after) / 2,
                    latencies.getLast(),
                    OVERLOAD,
                    goodput,
                    overload.statuses(),
                    memories.getLast());
        }
        reportReading();
        reportOverload();
    }

    private void reportReading() {
        bench.figures.put(
                "P9.latest",
                Figure.worst(
                        latencyRatios,
                        3.0,
                        Better.LOWER,
                        "ratio",
                        Map.of(
                                "what", "p99 of the latest value at 70 % of the ingest rate over p99 when idle",
                                "reads_per_second", READS_PER_SECOND,
                                "p99_ms", latencies)));
    }

    private void reportOverload() {
        bench.figures.put(
                "P9.answers",
                Figure.worst(
                        properShares,
                        1.0,
                        Better.HIGHER,
                        "share",
                        Map.of(
                                "what",
                                        "requests answered 2xx, 429 or 503 at twice the rate it can take; the rest got no or another answer",
                                "overloads", overloads,
                                "connections", OVERLOAD_CLIENTS)));
        bench.figures.put(
                "P9.goodput",
                Figure.of(
                        goodputs,
                        0.9,
                        Better.HIGHER,
                        "ratio",
                        Map.of("what", "rows a second taken at twice the rate it can take over the most it can take")));
        bench.figures.put(
                "P9.memory",
                Figure.worst(
                        memories,
                        256.0,
                        Better.LOWER,
                        "MiB",
                        Map.of("what", "greatest resident memory of the service at twice the rate it can take")));
    }

    /// Loads a third; reads while nothing else happens; then reads while the rest comes in.
    private void reading(double mostRowsPerSecond) {
        int third = bodies.count() / 3;
        bench.empty();
        Bench.requireAll(bench.now.postAll(bodies.first(third), Bench.CLIENTS));
        double rate = mostRowsPerSecond * BUSY;
        Bodies rest = bodies.from(third);
        int reads = (int) Math.max(READS_PER_SECOND, rest.count() * rest.rows() / rate * READS_PER_SECOND);
        double idle = readLatest(reads).millis(99);
        CompletableFuture<Outcome> writing =
                CompletableFuture.supplyAsync(() -> bench.now.postAtRate(rest, OVERLOAD_CLIENTS / 10, rate));
        double busy = readLatest(reads).millis(99);
        Bench.requireAll(writing.join());
        dataset.requireWhole(bench.now.database().contents());
        latencyRatios.add(busy / idle);
        latencies.add(Map.of("idle", Numbers.round(idle, 3), "busy", Numbers.round(busy, 3)));
    }

    private Outcome readLatest(int reads) {
        List<byte[]> requests = new ArrayList<>();
        for (int well = 0; well < Workload.WELLS; well++) {
            requests.add(("GET /api/v1/wells/" + Workload.well(well)
                            + "/latest HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: "
                            + bench.now.service().authorization()
                            + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
        }
        Outcome outcome = Load.openLoop(
                bench.now.service().port(),
                READERS,
                reads,
                READS_PER_SECOND,
                (connection, number) -> connection.get(requests.get(number * 7 % requests.size())));
        Bench.requireAll(outcome);
        return outcome;
    }

    private Outcome overload(double mostRowsPerSecond) {
        bench.empty();
        ProcessTree processes = bench.now.service().processes();
        processes.resetPeakMemory();
        Outcome outcome = bench.now.postAtRate(bodies, OVERLOAD_CLIENTS, mostRowsPerSecond * OVERLOAD);
        memories.add(processes.peakMemory());
        int proper = outcome.succeeded() + outcome.answered(429, 503);
        properShares.add((double) proper / outcome.calls());
        Map<String, Object> record = new TreeMap<>();
        outcome.statuses().forEach((status, count) -> record.put(Integer.toString(status), count));
        record.put("p99_ms", outcome.millis(99));
        if (proper != outcome.calls()) {
            record.put("first_refusal", outcome.firstRefusal());
        }
        overloads.add(record);
        requireAcknowledgedRows(outcome);
        return outcome;
    }

    /// Every acknowledged row must be there. A refused request may have been written.
    private void requireAcknowledgedRows(Outcome outcome) {
        Contents found = bench.now.database().contents();
        long acknowledged = (long) outcome.succeeded() * bodies.rows();
        if (found.rows() < acknowledged) {
            throw new LegFailedException(
                    "%,d rows were acknowledged, but the table holds %,d".formatted(acknowledged, found.rows()));
        }
    }
}

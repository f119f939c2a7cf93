package ingest;

import harness.LegFailedException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/// The parts of the benchmark, in an order that keeps no more than one set of bodies in memory. A part that
/// fails is reported and the others go on.
final class Parts {

    private final Bench bench;
    private final Map<String, Object> defaultRules;
    private boolean allWell = true;

    /// @param defaultRules `on_conflict` of each program when a post does not give it
    Parts(Bench bench, Map<String, Object> defaultRules) {
        this.bench = bench;
        this.defaultRules = defaultRules;
    }

    void measure() {
        if (wants("P2.past")) {
            attempt("P2", () -> smallPosts("P2", "small", new Workload(bench.options.smallRows())));
        }
        if (wants("P2.live")) {
            attempt("P2.live", () -> smallPosts("P2.live", "live", Workload.untilNow(bench.options.liveRows())));
        }
        if (wants("P1", "P4", "P9.load")) {
            rawAndLarge();
        }
        if (wants("P9.fairness")) {
            attempt("P9.fairness", () -> new Fairness(bench, new Workload(bench.options.largeBodyRows())).measure());
        }
        if (wants("P12.replay", "P12.update")) {
            storedRows();
        }
        if (wants("P12.late")) { // last: it turns compression on
            attempt("P12.late", () -> LateRows.measure(bench));
        }
    }

    /// Whether every part could be measured.
    boolean allWell() {
        return allWell;
    }

    private void smallPosts(String figure, String dataset, Workload workload) {
        new SmallPosts(bench, figure, Dataset.prepare(bench, dataset, workload)).measure();
    }

    private void rawAndLarge() {
        Workload workload = new Workload(bench.options.rows());
        Dataset dataset = Dataset.prepare(bench, "large", workload);
        Throughput throughput = new Throughput(bench, dataset);
        if (wants("P1.copy") && bench.before.isPresent()) {
            attempt("P1.copy", throughput::compareTables);
        }
        alone(Format.CSV, dataset, throughput);
        alone(Format.JSON, dataset, throughput);
        if (wants("P1.ndjson", "P9.load")) {
            ndjson(dataset, throughput);
        }
        if (wants("P1.line", "P4")) {
            lineProtocol(workload, dataset, throughput);
        }
    }

    private void alone(Format format, Dataset dataset, Throughput throughput) {
        if (wants("P1." + format)) {
            attempt("P1." + format, () -> throughput.measure(bodies(dataset, format)));
        }
    }

    private void ndjson(Dataset dataset, Throughput throughput) {
        Bodies bodies = bodies(dataset, Format.NDJSON);
        if (wants("P1.ndjson")) {
            attempt("P1.ndjson", () -> throughput.measure(bodies));
        }
        if (wants("P9.load")) {
            attempt("P9.load", () -> new UnderLoad(bench, dataset, bodies).measure());
        }
    }

    private void lineProtocol(Workload workload, Dataset dataset, Throughput throughput) {
        Bodies bodies = bodies(dataset, Format.LINE);
        if (wants("P1.line")) {
            attempt("P1.line", () -> throughput.measure(bodies));
        }
        Peers peers = new Peers(bench, workload, dataset);
        List<Peer> wanted =
                Peers.ALL.stream().filter(peer -> wants("P4." + peer.name())).toList();
        wanted.forEach(peer -> attempt("P4." + peer.name(), () -> peers.measure(peer, bodies)));
    }

    private void storedRows() {
        StoredRows stored = new StoredRows(bench, new Workload(bench.options.storedRows()), defaultRules);
        if (wants("P12.replay")) {
            attempt("P12.replay", stored::replay);
        }
        if (wants("P12.update")) {
            attempt("P12.update", stored::update);
        }
    }

    private boolean wants(String... names) {
        return bench.options.wants(names);
    }

    private static Bodies bodies(Dataset dataset, Format format) {
        return Bodies.of(dataset.samples, format, Batch.CAPACITY);
    }

    private void attempt(String part, Runnable measurement) {
        try {
            measurement.run();
        } catch (LegFailedException | IllegalStateException | UncheckedIOException e) {
            allWell = false;
            Progress.say("%s FAILED: %s", part, e.getMessage());
            bench.failed(part, e.getMessage());
        }
    }
}

package ingest;

import harness.LegFailedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/// The parts of the benchmark, in an order that keeps no more than one set of bodies in memory. A part that
/// fails is reported and the others go on.
final class Parts {

    private static final String NO_LINE_PROTOCOL = "this Liftline has no POST /write";

    private final Bench bench;
    private boolean allWell = true;

    Parts(Bench bench) {
        this.bench = bench;
    }

    void measure() throws IOException {
        if (wants("P2")) {
            attempt("P2", () -> new SmallPosts(bench, Dataset.prepare(bench, bench.options.smallRows())).measure());
        }
        if (wants("P1", "P4", "P9")) {
            Dataset dataset = Dataset.prepare(bench, bench.options.rows());
            Throughput throughput = new Throughput(bench, dataset);
            alone(Format.CSV, dataset, throughput);
            alone(Format.JSON, dataset, throughput);
            ndjson(dataset, throughput);
            if (wants("P1.line", "P4")) {
                lineProtocol(dataset, throughput);
            }
        }
    }

    /// Whether every part could be measured.
    boolean allWell() {
        return allWell;
    }

    private void alone(Format format, Dataset dataset, Throughput throughput) {
        if (wants("P1." + format)) {
            attempt("P1." + format, () -> throughput.measure(bodies(dataset, format)));
        }
    }

    private void ndjson(Dataset dataset, Throughput throughput) {
        if (wants("P1.ndjson", "P9")) {
            Bodies bodies = bodies(dataset, Format.NDJSON);
            if (wants("P1.ndjson")) {
                attempt("P1.ndjson", () -> throughput.measure(bodies));
            }
            if (wants("P9")) {
                attempt("P9", () -> new UnderLoad(bench, dataset, bodies).measure());
            }
        }
    }

    private void lineProtocol(Dataset dataset, Throughput throughput) throws IOException {
        Peers peers = new Peers(bench, dataset);
        List<Peer> rivals =
                Peers.ALL.stream().filter(peer -> wants("P4." + peer.name())).toList();
        if (!takesLineProtocol()) {
            Progress.say("P1.line, P3.line, P4 are left out: %s", NO_LINE_PROTOCOL);
            if (wants("P1.line")) {
                throughput.absent(Format.LINE, NO_LINE_PROTOCOL);
            }
            rivals.forEach(peer -> peers.absent(peer, NO_LINE_PROTOCOL));
            return;
        }
        Bodies bodies = bodies(dataset, Format.LINE);
        if (wants("P1.line")) {
            attempt("P1.line", () -> throughput.measure(bodies));
        }
        rivals.forEach(peer -> attempt("P4." + peer.name(), () -> peers.measure(peer, bodies)));
    }

    private boolean wants(String... names) {
        return bench.options.wants(names);
    }

    private boolean takesLineProtocol() throws IOException {
        int status = bench.service
                .rest()
                .post(
                        Format.LINE.path,
                        "esp_telemetry,well_id=PROBE pip=1 1700000000000000000",
                        "Authorization",
                        bench.service.authorization(),
                        "Content-Type",
                        Format.LINE.contentType);
        return status == 204;
    }

    private static Bodies bodies(Dataset dataset, Format format) {
        return Bodies.of(dataset.workload, format, Batch.CAPACITY);
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

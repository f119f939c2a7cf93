package ingest;

import harness.LegFailedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;

/// The parts of the benchmark, in an order that keeps no more than one set of bodies in memory. A part that
/// fails is reported and the others go on.
final class Parts {

    private static final String NO_LINE_PROTOCOL = "this Liftline has no POST /write";

    private final Bench bench;
    private final Set<String> wanted;
    private boolean allWell = true;

    Parts(Bench bench) {
        this.bench = bench;
        this.wanted = bench.options.parts();
    }

    void measure() throws IOException {
        if (wanted.contains("P2")) {
            attempt("P2", () -> new SmallPosts(bench, Dataset.prepare(bench, bench.options.smallRows())).measure());
        }
        if (wanted.contains("P1") || wanted.contains("P4") || wanted.contains("P9")) {
            Dataset dataset = Dataset.prepare(bench, bench.options.rows());
            large(dataset);
            lineProtocol(dataset);
        }
    }

    /// Whether every part could be measured.
    boolean allWell() {
        return allWell;
    }

    private void large(Dataset dataset) {
        if (wanted.contains("P1")) {
            Throughput throughput = new Throughput(bench, dataset);
            attempt("P1.csv", () -> throughput.measure(bodies(dataset, Format.CSV)));
            attempt("P1.json", () -> throughput.measure(bodies(dataset, Format.JSON)));
        }
        if (wanted.contains("P1") || wanted.contains("P9")) {
            Bodies bodies = bodies(dataset, Format.NDJSON);
            if (wanted.contains("P1")) {
                attempt("P1.ndjson", () -> new Throughput(bench, dataset).measure(bodies));
            }
            if (wanted.contains("P9")) {
                attempt("P9", () -> new UnderLoad(bench, dataset, bodies).measure());
            }
        }
    }

    private void lineProtocol(Dataset dataset) throws IOException {
        Peers peers = new Peers(bench, dataset);
        Throughput throughput = new Throughput(bench, dataset);
        if (!takesLineProtocol()) {
            Progress.say("P1.line, P3.line, P4 are left out: %s", NO_LINE_PROTOCOL);
            if (wanted.contains("P1")) {
                throughput.absent(Format.LINE, NO_LINE_PROTOCOL);
            }
            if (wanted.contains("P4")) {
                Peers.ALL.forEach(peer -> peers.absent(peer, NO_LINE_PROTOCOL));
            }
            return;
        }
        Bodies bodies = bodies(dataset, Format.LINE);
        if (wanted.contains("P1")) {
            attempt("P1.line", () -> throughput.measure(bodies));
        }
        if (wanted.contains("P4")) {
            Peers.ALL.forEach(peer -> attempt("P4." + peer.name(), () -> peers.measure(peer, bodies)));
        }
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

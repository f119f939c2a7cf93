package ingest;

import harness.Figure;
import harness.Figure.Better;
import harness.LegFailedException;
import harness.Load;
import harness.Program;
import harness.Rest;
import ingest.Rounds.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// P4: the same line-protocol bodies to Liftline and to other databases. Each of those is started anew and empty for
/// each of its legs.
final class Peers {

    static final List<Peer> ALL = List.of(new InfluxDb(), new VictoriaMetrics(), new QuestDb());

    private static final Duration COUNT_LIMIT = Duration.ofMinutes(2);

    private final Bench bench;
    private final Workload workload;
    private final Dataset dataset;
    private final List<Double> secondsToVisible = new ArrayList<>();

    /// @param workload the samples of the dataset
    Peers(Bench bench, Workload workload, Dataset dataset) {
        this.bench = bench;
        this.workload = workload;
        this.dataset = dataset;
    }

    void measure(Peer peer, Bodies bodies) {
        if (!Files.exists(peer.program())) {
            String why = "it could not be fetched";
            bench.figures.put("P4." + peer.name(), Figure.absent(peer.goal(), Better.HIGHER, "ratio", why));
            return;
        }
        Progress.say(
                "P4.%s: %,d rows of line protocol, %d clients, beside %s",
                peer.name(), dataset.rows(), Bench.CLIENTS, peer.name());
        secondsToVisible.clear();
        bench.warmUp(bodies, Bench.CLIENTS);
        List<Kind> kinds = new ArrayList<>();
        kinds.add(new Kind(peer.name(), () -> post(peer, bodies)));
        bench.deployments()
                .forEach(to -> kinds.add(new Kind(to.name(), () -> bench.post(to, dataset, bodies, Bench.CLIENTS))));
        Rounds rounds = Rounds.run(bench.options.pairs(), kinds);
        report(peer, rounds);
    }

    private void report(Peer peer, Rounds rounds) {
        Pairs pairs = rounds.pairs(peer.name(), Deployment.LIFTLINE);
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("version", version(peer));
        detail.put("acknowledges", peer.acknowledges());
        detail.put("liftline_acknowledges", "fsync of PostgreSQL's WAL, unique index kept");
        detail.put("seconds_to_visible", List.copyOf(secondsToVisible));
        detail.put("legs", pairs.detail(peer.name(), Deployment.LIFTLINE));
        detail.put("rows", dataset.rows());
        detail.put("clients", Bench.CLIENTS);
        bench.figures.put("P4." + peer.name(), Figure.of(pairs.speed(), peer.goal(), Better.HIGHER, "ratio", detail));
        if (rounds.has(Deployment.BEFORE)) {
            List<Double> overPeer = rounds.pairs(peer.name(), Deployment.BEFORE).speed();
            bench.compare("P4." + peer.name(), rounds, Map.of("before_over_" + peer.name(), overPeer));
        }
    }

    private Leg post(Peer peer, Bodies bodies) {
        try {
            Path folder = Files.createTempDirectory(bench.folder, peer.name());
            Rest rest = new Rest(Program.freePort());
            Path log = bench.folder.resolve(peer.name() + ".log");
            try (Program program = Program.start(
                    peer.command(folder, rest.port()), peer.environment(rest.port()), log, rest, peer.probe())) {
                peer.prepare(rest);
                return post(peer, bodies, program, rest);
            } finally {
                Folders.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Leg post(Peer peer, Bodies bodies, Program program, Rest rest) throws IOException {
        if (peer.forget().isPresent()) {
            Bodies some = bodies.first(Math.max(1, bodies.count() / 5));
            postAll(peer, some, rest);
            secondsUntilVisible(peer, rest, (long) some.count() * some.rows());
            rest.get(peer.forget().get());
        }
        Meter meter = new Meter(Optional.of(program.processes()), Optional.empty());
        postAll(peer, bodies, rest);
        Leg leg = meter.stop(dataset.rows());
        secondsToVisible.add(secondsUntilVisible(peer, rest, dataset.rows()));
        return leg;
    }

    private static void postAll(Peer peer, Bodies bodies, Rest rest) {
        byte[] head = Deployment.head(peer.path(), Format.LINE, "");
        Bench.requireAll(Load.closedLoop(
                rest.port(),
                Bench.CLIENTS,
                bodies.count(),
                (connection, number) -> connection.post(head, bodies.bytes().get(number))));
    }

    /// The time until every row can be found: some peers show acknowledged rows only after a while.
    private double secondsUntilVisible(Peer peer, Rest rest, long expected) throws IOException {
        long start = System.nanoTime();
        long rows = peer.rows(rest, workload);
        while (rows != expected) {
            if (System.nanoTime() - start > COUNT_LIMIT.toNanos()) {
                throw new LegFailedException(
                        "%s holds %,d rows, but should hold %,d".formatted(peer.name(), rows, expected));
            }
            try {
                Thread.sleep(200);
            } catch (InterruptedException e) {
                throw new IllegalStateException("interrupted", e);
            }
            rows = peer.rows(rest, workload);
        }
        return (System.nanoTime() - start) / 100_000_000 / 10.0;
    }

    private static String version(Peer peer) {
        try {
            return peer.version();
        } catch (IOException e) {
            return "unknown";
        }
    }

    /// The first line of a command's output that has a version in it.
    static String said(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return output.lines()
                .filter(line -> line.matches(".*[0-9]\\.[0-9].*"))
                .findFirst()
                .orElse("unknown");
    }
}

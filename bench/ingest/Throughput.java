package ingest;

import harness.Figure;
import harness.Figure.Better;
import ingest.Rounds.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// P1 and P3: 1,000 rows a request, beside raw COPY; and the service's CPU.
final class Throughput {

    private static final double SPEED = 1.0;
    private static final Map<Format, Double> CPU = Map.of(Format.NDJSON, 1.0, Format.LINE, 0.8);
    private static final String COPY = "copy";

    private final Bench bench;
    private final Dataset dataset;

    Throughput(Bench bench, Dataset dataset) {
        this.bench = bench;
        this.dataset = dataset;
    }

    void measure(Bodies bodies) {
        Format format = bodies.format();
        Progress.say(
                "P1.%s, P3.%s: %,d rows, %,d a request, %d clients, beside raw COPY",
                format, format, dataset.rows(), bodies.rows(), Bench.CLIENTS);
        bench.warmUp(bodies, Bench.CLIENTS);
        Rounds rounds = Rounds.run(bench.options.pairs(), kinds(bench, dataset, bodies, Bench.CLIENTS));
        Map<String, Object> sizes = Map.of(
                "rows", dataset.rows(),
                "rows_per_request", bodies.rows(),
                "clients", Bench.CLIENTS,
                "copy_streams", dataset.streams());
        bench.figures.put("P1." + format, overCopy(rounds, SPEED, sizes));
        bench.compare("P1." + format, rounds, sizes);
        reportCpu(format, rounds);
    }

    /// Raw COPY, the version under test, and the version before if there is one.
    static List<Kind> kinds(Bench bench, Dataset dataset, Bodies bodies, int clients) {
        List<Kind> kinds = new ArrayList<>();
        kinds.add(new Kind(COPY, () -> bench.copy(bench.now, dataset, dataset.streams())));
        bench.deployments()
                .forEach(to -> kinds.add(new Kind(to.name(), () -> bench.post(to, dataset, bodies, clients))));
        return kinds;
    }

    /// Rows a second over those of raw COPY.
    static Figure overCopy(Rounds rounds, double goal, Map<String, Object> sizes) {
        Pairs pairs = rounds.pairs(COPY, Deployment.LIFTLINE);
        return Figure.of(
                pairs.speed(),
                goal,
                Better.HIGHER,
                "ratio",
                Map.of("legs", pairs.detail(COPY, Deployment.LIFTLINE), "sizes", sizes));
    }

    /// Raw COPY into the table of the version under test beside raw COPY into the table of the version before.
    void compareTables() {
        Progress.say("P1.copy: raw COPY of %,d rows into the tables of both versions", dataset.rows());
        List<Kind> kinds = bench.deployments()
                .map(to -> new Kind(to.name(), () -> bench.copy(to, dataset, dataset.streams())))
                .toList();
        Rounds rounds = Rounds.run(bench.options.pairs(), kinds);
        bench.compare("P1.copy", rounds, Map.of("rows", dataset.rows(), "copy_streams", dataset.streams()));
    }

    private void reportCpu(Format format, Rounds rounds) {
        List<Leg> legs = rounds.legs().get(Deployment.LIFTLINE);
        bench.figures.put(
                "P3." + format,
                Figure.of(
                        legs.stream().map(Leg::serverPerMillion).toList(),
                        CPU.get(format),
                        Better.LOWER,
                        "s",
                        Map.of("what", "CPU seconds of the service per million rows", "legs", Leg.detail(legs))));
        if (rounds.has(Deployment.BEFORE)) {
            bench.figures.put(
                    "P3." + format + ".before",
                    Figure.of(
                            rounds.pairs(Deployment.BEFORE, Deployment.LIFTLINE).ratios(Leg::serverPerMillion),
                            1.0,
                            Better.LOWER,
                            "ratio",
                            Map.of("what", "CPU of the service per row over that of the version before")));
        }
    }
}

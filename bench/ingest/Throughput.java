package ingest;

import harness.Figure;
import harness.Figure.Better;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// P1 and P3: 1,000 rows a request, beside raw COPY; and the service's CPU.
final class Throughput {

    private static final Map<Format, Double> SPEED = Map.of(Format.NDJSON, 0.85, Format.CSV, 0.90, Format.LINE, 0.90);
    private static final Map<Format, Double> CPU = Map.of(Format.NDJSON, 1.0, Format.LINE, 0.6);

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
        Pairs pairs = Pairs.run(
                bench.options.pairs(),
                "raw COPY",
                () -> bench.copy(dataset, dataset.streams()),
                format.toString(),
                () -> bench.post(dataset, bodies, Bench.CLIENTS));
        bench.figures.put(
                "P1." + format,
                Figure.of(
                        pairs.speed(),
                        goal(SPEED, format),
                        Better.HIGHER,
                        "ratio",
                        Map.of(
                                "legs", pairs.detail("copy", "liftline"),
                                "rows", dataset.rows(),
                                "rows_per_request", bodies.rows(),
                                "clients", Bench.CLIENTS,
                                "copy_streams", dataset.streams())));
        bench.figures.put(
                "P3." + format,
                Figure.of(
                        pairs.b().stream().map(Leg::serverPerMillion).toList(),
                        goal(CPU, format),
                        Better.LOWER,
                        "s",
                        Map.of("what", "CPU seconds of the service per million rows", "legs", Leg.detail(pairs.b()))));
    }

    /// Records that there is nothing to measure.
    void absent(Format format, String why) {
        bench.figures.put("P1." + format, Figure.absent(goal(SPEED, format), Better.HIGHER, "ratio", why));
        bench.figures.put("P3." + format, Figure.absent(goal(CPU, format), Better.LOWER, "s", why));
    }

    private static @Nullable Double goal(Map<Format, Double> goals, Format format) {
        return goals.get(format);
    }
}

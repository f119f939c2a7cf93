package ingest;

import harness.Figure;
import harness.Figure.Better;
import ingest.Rounds.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// P12.replay and P12.update: samples of which every (well, time) is stored already, 1,000 a request, beside the same
/// `INSERT … ON CONFLICT` by psql from staging tables.
final class StoredRows {

    private static final double GOAL = 0.5;
    private static final String PSQL = "psql";

    private final Bench bench;
    private final Dataset stored;
    private final Map<String, Object> defaultRules;

    /// @param samples that are stored before each leg
    /// @param defaultRules `on_conflict` of each program when a post does not give it
    StoredRows(Bench bench, Samples samples, Map<String, Object> defaultRules) {
        this.bench = bench;
        this.stored = new Dataset("stored", samples, bench.folder);
        this.defaultRules = defaultRules;
    }

    /// The same samples again, as posted by a client that got no answer: `on_conflict` is not given.
    void replay() {
        measure("P12.replay", stored, Rule.MERGE, Format.NDJSON.path, Map.of("on_conflict", defaultRules));
    }

    /// Other values of every channel: `on_conflict=update`.
    void update() {
        Dataset corrected = new Dataset("corrected", stored.samples.corrected(), bench.folder);
        String path = Format.NDJSON.path + "?on_conflict=" + Rule.UPDATE;
        measure("P12.update", corrected, Rule.UPDATE, path, Map.of("on_conflict", Rule.UPDATE.toString()));
    }

    private void measure(String figure, Dataset sent, Rule rule, String path, Map<String, Object> rules) {
        Progress.say(
                "%s: %,d stored rows, %,d a request, %d clients, beside INSERT … ON CONFLICT by psql",
                figure, sent.rows(), Batch.CAPACITY, Bench.CLIENTS);
        bench.copy(bench.now, sent, 1); // what every leg has to leave
        Bodies bodies = Bodies.of(sent.samples, Format.NDJSON, Batch.CAPACITY).to(path);
        Staging staging = fastest(sent, rule);
        bench.deployments().forEach(to -> post(to, sent, bodies.first(Math.max(1, bodies.count() / 5))));
        Rounds rounds = Rounds.run(bench.options.pairs(), kinds(sent, rule, staging, bodies));
        Map<String, Object> sizes = new HashMap<>(rules);
        sizes.put("rows", sent.rows());
        sizes.put("rows_per_request", Batch.CAPACITY);
        sizes.put("clients", Bench.CLIENTS);
        report(figure, rounds, staging, sizes);
    }

    private List<Kind> kinds(Dataset sent, Rule rule, Staging staging, Bodies bodies) {
        List<Kind> kinds = new ArrayList<>();
        kinds.add(new Kind(PSQL, () -> insert(sent, rule, staging)));
        bench.deployments()
                .forEach(to -> kinds.add(new Kind(to.name(), () -> {
                    Leg leg = post(to, sent, bodies);
                    sent.requireWhole(to.database().contents());
                    return leg;
                })));
        return kinds;
    }

    /// One staging table, or two that are inserted from at once: whichever is faster.
    private Staging fastest(Dataset sent, Rule rule) {
        Optional<Staging> fastest = Optional.empty();
        double best = 0;
        for (int sessions : List.of(1, 2)) {
            Staging staging = Staging.fill(bench.now, rule.toString(), sent.files(sessions));
            double speed = insert(sent, rule, staging).rowsPerSecond();
            Progress.say("  psql, sessions: %d, %,.0f rows/s", sessions, speed);
            if (speed > best) {
                best = speed;
                fastest = Optional.of(staging);
            }
        }
        return fastest.orElseThrow();
    }

    private Leg insert(Dataset sent, Rule rule, Staging staging) {
        fill(bench.now);
        Meter meter =
                new Meter(Optional.empty(), Optional.of(bench.now.database().processes()));
        bench.now.psql().run(staging.inserts(rule).stream().map(List::of).toList());
        Leg leg = meter.stop(sent.rows());
        sent.requireWhole(bench.now.database().contents());
        return leg;
    }

    private Leg post(Deployment to, Dataset sent, Bodies bodies) {
        fill(to);
        return bench.postAll(to, bodies, Bench.CLIENTS);
    }

    /// Loads the stored rows. VACUUM, ANALYZE and a checkpoint follow, so that none of them runs during the leg.
    private void fill(Deployment to) {
        List<Path> files = stored.files(1);
        bench.empty();
        to.psql().copy(files);
        to.database().execute("VACUUM (ANALYZE) esp_telemetry");
        to.database().checkpoint();
    }

    private void report(String figure, Rounds rounds, Staging staging, Map<String, Object> sizes) {
        Pairs pairs = rounds.pairs(PSQL, Deployment.LIFTLINE);
        bench.figures.put(
                figure,
                Figure.of(
                        pairs.speed(),
                        GOAL,
                        Better.HIGHER,
                        "ratio",
                        Map.of(
                                "what", "rows a second over INSERT … ON CONFLICT by psql from a staging table",
                                "legs", pairs.detail(PSQL, Deployment.LIFTLINE),
                                "psql_sessions", staging.tables().size(),
                                "psql_staging_copy_seconds", staging.copySeconds(),
                                "sizes", sizes)));
        bench.compare(figure, rounds, sizes);
    }
}

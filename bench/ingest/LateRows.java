package ingest;

import harness.Explained;
import harness.Figure;
import harness.Figure.Better;
import harness.LegFailedException;
import harness.Outcome;
import ingest.LateDay.Place;
import ingest.Rounds.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// P12.late and P12.batches: late rows into a compressed day of all wells, beside the same `INSERT … ON CONFLICT` by
/// psql from staging tables; and how many compressed batches the database opens for each.
final class LateRows {

    /// Rows of a statement of psql.
    private static final int SET = 5_000;

    private static final double GOAL = 0.5;
    private static final double BATCHES = 1;
    private static final String PSQL = "psql";
    private static final String NO_COMPRESSION = "the apache edition has no compression";

    private final Bench bench;
    private final LateDay day;
    private final Samples late;
    private final List<Path> dayFiles;
    private final List<Path> lateFiles;
    private final Expectation expected;
    private final Map<String, Object> days = new TreeMap<>();

    private LateRows(Bench bench) {
        this.bench = bench;
        this.day = new LateDay(bench.options.gridSeconds(), bench.options.lateSets() * SET);
        this.late = day.late();
        this.dayFiles = CopyFiles.write(day.inTime(), 1, bench.folder, "day");
        this.lateFiles = CopyFiles.write(late, bench.options.lateSets(), bench.folder, "late");
        this.expected = new Expectation(day.inTime().rows() + late.rows());
    }

    static void measure(Bench bench) {
        if (bench.now.database().edition().equals("community")) {
            new LateRows(bench).measure();
        } else {
            Progress.say("P12.late, P12.batches are left out: %s", NO_COMPRESSION);
            bench.figures.put("P12.late", Figure.absent(GOAL, Better.HIGHER, "ratio", NO_COMPRESSION));
            bench.figures.put("P12.batches", Figure.absent(BATCHES, Better.LOWER, "batches", NO_COMPRESSION));
        }
    }

    private void measure() {
        Progress.say(
                "P12.late, P12.batches: %,d late rows into a compressed day of %,d rows, %d wells each %d s",
                late.rows(), day.inTime().rows(), Workload.WELLS, bench.options.gridSeconds());
        Bodies bodies = Bodies.of(late, Format.NDJSON, Batch.CAPACITY);
        Staging staging = Staging.fill(bench.now, "late", lateFiles);
        countBatches(staging);
        post(bench.now, bodies);
        List<Kind> kinds = new ArrayList<>();
        kinds.add(new Kind(PSQL, () -> insert(staging)));
        kinds.add(new Kind(Deployment.LIFTLINE, () -> post(bench.now, bodies)));
        bench.before
                .filter(before -> takesLateRows(before, bodies))
                .ifPresent(before -> kinds.add(new Kind(Deployment.BEFORE, () -> post(before, bodies))));
        report(Rounds.run(bench.options.pairs(), kinds));
    }

    /// Single rows and one set, for both programs; then some sets one by one for the figure. All are rolled back.
    private void countBatches(Staging staging) {
        bench.before.ifPresent(before -> {
            Staging beforeStaging = Staging.fill(before, "late", lateFiles);
            fill(before);
            describeDay(before, beforeStaging);
        });
        fill(bench.now);
        describeDay(bench.now, staging);
        List<String> tables = staging.tables();
        List<Double> perRow = tables.stream()
                .limit(bench.options.pairs())
                .map(this::batchesPerRow)
                .toList();
        bench.figures.put(
                "P12.batches",
                Figure.worst(
                        perRow,
                        BATCHES,
                        Better.LOWER,
                        "batches",
                        Map.of(
                                "what",
                                "compressed batches that the database opens for each of 5,000 late rows",
                                "days",
                                days)));
    }

    private double batchesPerRow(String table) {
        Explained set = bench.now.database().explain(Rule.MERGE.insertFrom(table));
        if (!set.failure().isEmpty()) {
            throw new LegFailedException("late rows are refused: " + set.failure());
        }
        return (double) set.batchesOpened() / SET;
    }

    private void describeDay(Deployment at, Staging staging) {
        Map<String, Object> found = new TreeMap<>();
        found.put("bytes", Compression.bytes(at.database()));
        found.put("row_in_a_gap_of_the_grid", explain(at, day.gap()));
        found.put("row_between_two_times_of_the_grid", explain(at, day.between()));
        found.put("row_stored_already", explain(at, day.stored()));
        found.put(
                "5000_late_rows",
                at.database()
                        .explain(Rule.MERGE.insertFrom(staging.tables().getFirst()))
                        .detail());
        days.put(at.name(), found);
        Progress.say("  %-22s %s", at.name(), found);
    }

    private static Map<String, Object> explain(Deployment at, Place place) {
        String source = "(SELECT '%s' AS well_id, to_timestamp(%d) AS timestamp, %s) AS late"
                .formatted(
                        place.well(),
                        place.second(),
                        String.join(
                                ", ",
                                Signal.columns().stream()
                                        .map(column -> "1.0::double precision AS " + column)
                                        .toList()));
        return at.database().explain(Rule.MERGE.insertFrom(source)).detail();
    }

    private Leg insert(Staging staging) {
        fill(bench.now);
        Meter meter =
                new Meter(Optional.empty(), Optional.of(bench.now.database().processes()));
        bench.now.psql().run(List.of(staging.inserts(Rule.MERGE)));
        Leg leg = meter.stop(late.rows());
        expected.require(bench.now.database().contents());
        return leg;
    }

    private Leg post(Deployment to, Bodies bodies) {
        fill(to);
        Leg leg = bench.postAll(to, bodies, Bench.CLIENTS);
        expected.require(to.database().contents());
        return leg;
    }

    /// Whether the version before takes the first ones; if not, there is nothing to compare with.
    private boolean takesLateRows(Deployment before, Bodies bodies) {
        fill(before);
        Outcome first = before.postAtRate(bodies.first(1), 1, bodies.rows());
        if (first.succeeded() == 1) {
            return true;
        }
        String why = "the first late rows were refused: " + first.firstRefusal();
        Progress.say("P12.late.before is left out: %s", why);
        bench.figures.put("P12.late.before", Figure.absent(1.0, Better.HIGHER, "ratio", why));
        return false;
    }

    private void fill(Deployment to) {
        bench.empty();
        to.psql().copy(dayFiles);
        Compression.apply(to.database());
        to.database().execute("ANALYZE esp_telemetry");
        to.database().checkpoint();
    }

    private void report(Rounds rounds) {
        Pairs pairs = rounds.pairs(PSQL, Deployment.LIFTLINE);
        Map<String, Object> sizes = Map.of(
                "late_rows",
                late.rows(),
                "rows_of_the_day",
                day.inTime().rows(),
                "seconds_of_the_grid",
                bench.options.gridSeconds(),
                "rows_per_statement",
                SET,
                "rows_per_request",
                Batch.CAPACITY,
                "clients",
                Bench.CLIENTS);
        bench.figures.put(
                "P12.late",
                Figure.of(
                        pairs.speed(),
                        GOAL,
                        Better.HIGHER,
                        "ratio",
                        Map.of(
                                "what",
                                "rows a second over INSERT … ON CONFLICT by psql from staging tables",
                                "legs",
                                pairs.detail(PSQL, Deployment.LIFTLINE),
                                "sizes",
                                sizes)));
        bench.compare("P12.late", rounds, sizes);
    }
}

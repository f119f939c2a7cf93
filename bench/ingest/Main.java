package ingest;

import harness.Arguments;
import harness.Machine;
import harness.Plot;
import harness.Results;
import harness.Setting;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Measures how samples get in; bench/README.md says what and how. Started by `./dev bench ingest`.
public final class Main {

    private static final Path RESULTS = Path.of("bench", "results");

    private Main() {}

    /// Exits with 1 when a part failed, with 2 when the command line is wrong.
    public static void main(String[] arguments) throws IOException, SQLException {
        Options options = Arguments.read(arguments, Options.USAGE, Options::parse);
        System.exit(start(options, Path.of(Setting.LIFTLINE_BENCH_FOLDER.value())) ? 0 : 1);
    }

    private static boolean start(Options options, Path folder) throws IOException, SQLException {
        String loadBefore = Machine.load();
        URI database = URI.create(Setting.LIFTLINE_DB_URL.value());
        try (Deployment now = Deployment.start(Deployment.LIFTLINE, options.program(), database, folder)) {
            if (options.before().isEmpty()) {
                return measure(new Bench(options, now, Optional.empty(), folder), loadBefore);
            }
            URI other = URI.create(Setting.LIFTLINE_BENCH_BEFORE_URL.value());
            try (Deployment before =
                    Deployment.start(Deployment.BEFORE, options.before().get(), other, folder)) {
                return measure(new Bench(options, now, Optional.of(before), folder), loadBefore);
            }
        }
    }

    private static boolean measure(Bench bench, String loadBefore) throws IOException {
        bench.now.database().requireDurable();
        Map<String, Object> defaultRules = new TreeMap<>();
        for (Deployment deployment : bench.deployments().toList()) {
            defaultRules.put(deployment.name(), deployment.defaultRule());
        }
        Parts parts = new Parts(bench, defaultRules);
        parts.measure();
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("quick", bench.options.quick());
        run.put("service", bench.now.service().kind());
        run.put("database", bench.now.database().versions());
        run.put("indexes", bench.now.database().indexes());
        bench.before.ifPresent(before -> run.put("before", describe(before)));
        run.put("default_on_conflict", defaultRules);
        run.put("durable", "fsync, full_page_writes, synchronous_commit on");
        run.put("settings", Setting.ofIngest());
        run.put("load_before", loadBefore);
        run.put("ended", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        String edition = bench.now.database().edition();
        report(new Results(
                name(bench, edition),
                Setting.LIFTLINE_BENCH_COMMIT.value(),
                Machine.describe(),
                edition,
                run,
                bench.figures));
        return parts.allWell();
    }

    /// A quick run has files of its own, so that it does not replace what was measured.
    private static String name(Bench bench, String edition) {
        return "ingest-" + bench.now.service().kind() + (edition.equals("community") ? "-community" : "")
                + (bench.options.quick() ? "-quick" : "");
    }

    private static Map<String, Object> describe(Deployment before) {
        return Map.of(
                "commit", Setting.LIFTLINE_BENCH_BEFORE_COMMIT.value(),
                "service", before.service().kind(),
                "indexes", before.database().indexes());
    }

    private static void report(Results results) throws IOException {
        Path file = results.write(RESULTS);
        Path plot = Plot.draw(file);
        System.out.println();
        System.out.println(results.machine());
        System.out.println(results.run().get("database") + ", " + results.edition() + " edition, commit "
                + results.commit() + ", service: " + results.run().get("service") + ", load before: "
                + results.run().get("load_before"));
        if (results.run().containsKey("before")) {
            System.out.println("Before: " + results.run().get("before") + "; on_conflict when not given: "
                    + results.run().get("default_on_conflict"));
        }
        if (Boolean.TRUE.equals(results.run().get("quick"))) {
            System.out.println("A quick run: it shows that everything works; its figures say nothing about speed.");
        }
        System.out.println(results.table());
        System.out.println(LegTable.of(file));
        for (Peer peer : Peers.ALL) {
            if (results.figures().containsKey("P4." + peer.name())) {
                System.out.println(peer.name() + " acknowledges: " + peer.acknowledges());
            }
        }
        System.out.println("Written: " + file + ", " + plot);
    }
}

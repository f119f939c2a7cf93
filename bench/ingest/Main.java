package ingest;

import harness.Database;
import harness.Machine;
import harness.Plot;
import harness.Results;
import harness.Service;
import harness.Setting;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Measures how samples get in; bench/README.md says what and how. Started by `./dev bench ingest`.
public final class Main {

    private static final Path RESULTS = Path.of("bench", "results");

    private Main() {}

    /// Exits with 1 when a part failed, with 2 when the command line is wrong.
    public static void main(String[] arguments) throws IOException, SQLException {
        Options options;
        try {
            options = Options.parse(List.of(arguments));
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        System.exit(measure(options, Path.of(Setting.LIFTLINE_BENCH_FOLDER.value())) ? 0 : 1);
    }

    private static boolean measure(Options options, Path folder) throws IOException, SQLException {
        String loadBefore = Machine.load();
        try (Database database = new Database(Signal.columns());
                Service service = Service.start(options.executable(), folder)) {
            database.requireDurable();
            Bench bench = new Bench(options, database, service, folder);
            Parts parts = new Parts(bench);
            parts.measure();
            Map<String, Object> run = new LinkedHashMap<>();
            run.put("quick", options.quick());
            run.put("service", service.kind());
            run.put("database", database.versions());
            run.put("indexes", database.indexes());
            run.put("durable", "fsync, full_page_writes, synchronous_commit on");
            run.put("settings", Setting.ofIngest());
            run.put("load_before", loadBefore);
            run.put("ended", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
            report(new Results(
                    "ingest-" + service.kind(),
                    Setting.LIFTLINE_BENCH_COMMIT.value(),
                    Machine.describe(),
                    database.edition(),
                    run,
                    bench.figures));
            return parts.allWell();
        }
    }

    private static void report(Results results) throws IOException {
        Path file = results.write(RESULTS);
        Path plot = Plot.draw(file);
        System.out.println();
        System.out.println(results.machine());
        System.out.println(results.run().get("database") + ", " + results.edition() + " edition, commit "
                + results.commit() + ", service: " + results.run().get("service") + ", load before: "
                + results.run().get("load_before"));
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

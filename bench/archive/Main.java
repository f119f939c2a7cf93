package archive;

import archive.Options.Work;
import harness.Arguments;
import harness.Database;
import harness.Figure;
import harness.Figure.Better;
import harness.Machine;
import harness.Psql;
import harness.Results;
import harness.Service;
import harness.Setting;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/// Measures how a chunk is archived (P11), and its sizes (P8); bench/README.md says what and how. Started by
/// `./dev bench archive`.
public final class Main {

    private static final Path RESULTS = Path.of("bench", "results");
    private static final long POLL_NANOS = 20_000_000;
    private static final String LAST_RUN = " FROM archive_task WHERE kind = 'run' ORDER BY id DESC LIMIT 1";

    private final Options options;
    private final Database database;
    private final Service service;
    private final Psql psql;
    private final Chunk chunk;
    private final Stages stages;
    private final Map<String, Figure> figures = new LinkedHashMap<>();

    private Main(Options options, Database database, Service service, Path folder, Path log) {
        this.options = options;
        this.database = database;
        this.service = service;
        this.psql = new Psql(database.address(), "", folder);
        this.chunk = new Chunk(database, options.rows());
        this.stages = new Stages(log);
    }

    /// Exits with 2 when the command line is wrong.
    public static void main(String[] arguments) throws IOException, SQLException {
        Options options = Arguments.read(arguments, Options.USAGE, Options::parse);
        Path folder = Path.of(Setting.LIFTLINE_BENCH_FOLDER.value());
        String load = Machine.load();
        URI address = URI.create(Setting.LIFTLINE_DB_URL.value());
        Path log = folder.resolve("service.log");
        try (Service service = Service.start(options.program(), address, log);
                Database database = new Database(address, List.of("pip"))) {
            new Main(options, database, service, folder, log).measure(load);
        }
    }

    private void measure(String load) throws IOException {
        database.requireDurable();
        boolean compresses = database.edition().equals("community");
        if (compresses) {
            database.execute("SELECT alter_job(job_id, scheduled => false) FROM timescaledb_information.jobs"
                    + " WHERE proc_name LIKE 'policy_%'");
        }
        if (options.work() == Work.MEASURE) {
            if (!chunk.isStored()) {
                throw new IllegalStateException("other rows are loaded, or none: run it with --load and as many rows");
            }
        } else {
            System.out.printf("Storing %,d rows%n", options.rows());
            chunk.create();
        }
        if (options.work() == Work.LOAD) {
            System.out.println("Loaded; --loaded measures with these rows");
            return;
        }
        long rowstore = chunk.bytes();
        legs("P11.rowstore");
        if (compresses && options.work() == Work.ALL) {
            chunk.compress();
            figures.put(
                    "P8.compressed",
                    Figure.of(
                            List.of((double) chunk.bytes() / rowstore),
                            0.08,
                            Better.LOWER,
                            "ratio",
                            Map.of("bytes", chunk.bytes(), "rowstore", rowstore)));
            legs("P11.compressed");
            findings();
        }
        long object = Long.parseLong(database.text("SELECT max(bytes) FROM chunk_archive"));
        figures.put(
                "P8.object",
                Figure.of(
                        List.of((double) object / rowstore),
                        0.06,
                        Better.LOWER,
                        "ratio",
                        Map.of("bytes", object, "rowstore", rowstore)));
        report(load);
    }

    /// How far findings compress; a thirtieth as many as samples, which is more than any field has.
    private void findings() {
        Findings findings = new Findings(database, Math.max(10_000, options.rows() / 30));
        findings.create();
        long rowstore = findings.bytes();
        findings.compress();
        figures.put(
                "P8.findings",
                Figure.of(
                        List.of((double) findings.bytes() / rowstore),
                        0.15,
                        Better.LOWER,
                        "ratio",
                        Map.of("bytes", findings.bytes(), "rowstore", rowstore, "rows", findings.rows())));
    }

    /// Pairs of COPY and archive.
    private void legs(String name) throws IOException {
        List<Double> speed = new ArrayList<>();
        List<Double> memory = new ArrayList<>();
        List<Map<String, Object>> legs = new ArrayList<>();
        for (int pair = 0; pair < options.pairs(); pair++) {
            double before = pair % 2 == 0 ? copy() : 0;
            service.processes().resetPeakMemory();
            double cpu = service.processes().cpuSeconds();
            double archived = archive();
            cpu = service.processes().cpuSeconds() - cpu;
            memory.add(service.processes().peakMemory());
            double copied = pair % 2 == 0 ? before : copy();
            speed.add(copied / archived);
            Map<String, Double> seconds = stages.ofNewestPass();
            legs.add(Map.of("copy", copied, "archive", archived, "service_cpu", cpu, "stages", seconds));
            System.out.printf(
                    "%s: COPY %.1f s, archive %.1f s (service CPU %.1f s), peak %.0f MiB, %s%n",
                    name, copied, archived, cpu, memory.getLast(), seconds);
        }
        figures.put(name, Figure.of(speed, 0.5, Better.HIGHER, "ratio", Map.of("legs", legs)));
        figures.put(name + ".memory", Figure.worst(memory, 256.0, Better.LOWER, "MiB", Map.of("rows", options.rows())));
    }

    /// Seconds of the same COPY by psql.
    private double copy() {
        database.checkpoint();
        long begun = System.nanoTime();
        psql.run(List.of(List.of(chunk.copy())));
        return (System.nanoTime() - begun) / 1e9;
    }

    /// Seconds of a pass that exports, stores, reads back and verifies the chunk.
    private double archive() throws IOException {
        database.execute("DELETE FROM chunk_archive");
        database.checkpoint();
        int status = service.rest().post("/api/v1/archive/runs", "", "Authorization", service.authorization());
        if (status != 202) {
            throw new IllegalStateException("the pass was answered with " + status);
        }
        while (!database.text("SELECT count(*) FROM archive_task WHERE finished_at IS NULL")
                .equals("0")) {
            LockSupport.parkNanos(POLL_NANOS);
        }
        String outcome = database.text("SELECT state || ' ' || coalesce(error, result::text)" + LAST_RUN);
        if (!database.text("SELECT count(*) FROM chunk_archive WHERE state = 'verified' AND rows = " + options.rows())
                .equals("1")) {
            throw new IllegalStateException("the chunk is not verified: " + outcome);
        }
        return Double.parseDouble(database.text("SELECT extract(epoch FROM finished_at - started_at)" + LAST_RUN));
    }

    private void report(String load) throws IOException {
        String edition = database.edition();
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("rows", options.rows());
        run.put("service", service.kind());
        run.put("database", database.versions());
        run.put("load_before", load);
        run.put("ended", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        Results results = new Results(
                "archive-" + service.kind() + (edition.equals("community") ? "-community" : "")
                        + (options.quick() ? "-quick" : "")
                        + (options.work() == Work.MEASURE ? "-%dm".formatted(options.rows() / 1_000_000) : ""),
                Setting.LIFTLINE_BENCH_COMMIT.value(),
                Machine.describe(),
                edition,
                run,
                figures);
        System.out.println(results.table());
        System.out.println("Written: " + results.write(RESULTS));
    }
}

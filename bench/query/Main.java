package query;

import harness.Arguments;
import harness.Database;
import harness.Figure;
import harness.Figure.Better;
import harness.Machine;
import harness.Numbers;
import harness.Psql;
import harness.Results;
import harness.Service;
import harness.Setting;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Measures how questions are answered; bench/README.md says what and how. Started by `./dev bench query`.
public final class Main {

    private static final Path RESULTS = Path.of("bench", "results");

    private final Options options;
    private final Path folder;
    private final Map<String, Figure> figures = new LinkedHashMap<>();

    private Main(Options options, Path folder) {
        this.options = options;
        this.folder = folder;
    }

    /// Exits with 2 when the command line is wrong.
    public static void main(String[] arguments) throws IOException, InterruptedException, SQLException {
        Options options = Arguments.read(arguments, Options.USAGE, Options::parse);
        new Main(options, Path.of(Setting.LIFTLINE_BENCH_FOLDER.value())).measure();
    }

    private void measure() throws IOException, InterruptedException, SQLException {
        String loadBefore = Machine.load();
        URI address = URI.create(Setting.LIFTLINE_DB_URL.value());
        createSchema();
        Psql psql = new Psql(address, "", folder);
        try (Database database = new Database(address, DataSet.CHANNELS)) {
            database.requireDurable();
            DataSet data = rows(database, psql);
            try (Service service = Service.start(options.program(), address, folder.resolve("service.log"))) {
                data.awaitRollups();
                if (options.work() == Options.Work.LOAD) {
                    data.settle();
                    say("Loaded; --loaded measures with these rows");
                    return;
                }
                for (int chunks : options.chunks()) {
                    say("Measuring at %,d chunks".formatted(chunks));
                    data.addChunks(chunks);
                    data.settle();
                    at(chunks, data, database, service, new PgBench(address, data.wells()));
                    report(data, database, service, loadBefore);
                }
                Questions questions =
                        new Questions(service, new PgBench(address, data.wells()), data.wells(), options.rounds());
                if (options.has("range")) {
                    plainTable(database, data, new PgBench(address, data.wells()));
                }
                if (options.has("memory")) {
                    memory(data, service, questions);
                }
                if (options.has("fleet")) {
                    fleet(data, questions);
                }
                report(data, database, service, loadBefore);
            }
        }
    }

    private DataSet rows(Database database, Psql psql) {
        if (options.work() == Options.Work.MEASURE) {
            return DataSet.loaded(database, psql);
        }
        DataSet data = DataSet.of(database, psql, options.wells());
        say("Loading %,d rows".formatted((long) options.wells() * DataSet.DAYS * DataSet.SAMPLES_A_DAY));
        data.load();
        return data;
    }

    /// Lets the program create the schema in the empty database.
    private void createSchema() throws IOException, InterruptedException {
        String program = options.program().toString();
        List<String> command = program.endsWith(".jar")
                ? List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", program, "migrate")
                : List.of(program, "migrate");
        Path log = folder.resolve("schema.log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException("the schema was not created:\n" + Files.readString(log));
        }
    }

    private void at(int chunks, DataSet data, Database database, Service service, PgBench pgbench) {
        Questions questions = new Questions(service, pgbench, data.wells(), options.rounds());
        String suffix = "@" + chunks;
        if (options.has("P5")) {
            Question latest = Question.latest(data.refresh(), calls(2_000));
            figures.putAll(questions.figures(latest, questions.ask(latest), 1.3, 1, suffix));
            rate(suffix, data, database, service, pgbench);
        }
        if (options.has("P6")) {
            Question day = Question.day(data, calls(100));
            figures.putAll(questions.figures(day, questions.ask(day), 1.25, 10, suffix));
        }
        if (options.has("P7")) {
            week(suffix, data, questions);
        }
    }

    private void week(String suffix, DataSet data, Questions questions) {
        Question week = Question.week(data, calls(200));
        Questions.Medians medians = questions.ask(week);
        figures.putAll(questions.figures(week, medians, 1.05, 50, suffix));
        figures.put(
                "P7.week.p95" + suffix,
                Figure.of(medians.tail(), 50.0, Better.LOWER, "ms", Map.of("calls", week.calls())));
        Question ends = Question.weekWithEnds(data, calls(100));
        figures.putAll(questions.figures(ends, questions.ask(ends), 1.05, 50, suffix));
        double raw = questions.statement(Question.rawWeek(data, 3));
        figures.put(
                "P7.times_raw" + suffix,
                Figure.of(
                        medians.service().stream().map(each -> raw / each).toList(),
                        166.0,
                        Better.HIGHER,
                        "ratio",
                        Map.of("raw_ms", raw)));
    }

    /// Newest samples at a fixed rate, in turn with requests that need no statement, and the statement by pgbench: what
    /// the machine and the load generator take of the time.
    private void rate(String suffix, DataSet data, Database database, Service service, PgBench pgbench) {
        int perSecond = options.quick() ? 200 : 2_000;
        int calls = calls(20_000);
        FixedRate rate = new FixedRate(service, database.processes(), pgbench, data.wells(), perSecond);
        Question latest = Question.latest(data.refresh(), calls);
        figures.putAll(rate.figures(latest, options.rounds(), suffix));
    }

    /// Streams all rows of a well while the memory of the service is watched. Before, a day of it is streamed, so
    /// that the heap has its size. The collector lets the heap grow and shrink all the time, so the peak of the 30
    /// days is compared with that of the day, too: what then is left, grows with the length of the range.
    private void memory(DataSet data, Service service, Questions questions) {
        int days = options.quick() ? 2 : 30;
        data.addLongWell(days);
        service.processes().resetPeakMemory();
        questions.closed(Question.longWell(data, 1, 5));
        double day = service.processes().peakMemory();
        List<Double> growths = new ArrayList<>();
        List<Double> overDay = new ArrayList<>();
        double longest = 0;
        for (int time = 0; time < 3; time++) {
            service.processes().resetPeakMemory();
            double before = service.processes().peakMemory();
            longest = Math.max(
                    longest, questions.closed(Question.longWell(data, days, 1)).millis(100));
            double peak = service.processes().peakMemory();
            growths.add(peak - before);
            overDay.add(peak - day);
        }
        figures.put(
                "P6.memory.range",
                Figure.worst(overDay, null, Better.LOWER, "MiB", Map.of("peak_of_a_day", Numbers.round(day, 4))));
        figures.put(
                "P6.memory",
                Figure.worst(growths, 16.0, Better.LOWER, "MiB", Map.of("rows", days * 86_400, "longest_ms", longest)));
    }

    /// The state of 1,000 wells.
    private void fleet(DataSet data, Questions questions) {
        int wells = options.quick() ? 50 : 1_000;
        data.addWells(wells);
        for (Question question : List.of(
                Question.fleet("fleet.values", "", calls(20)),
                Question.fleet("fleet.trends", "&channels=pip,motor_temp", calls(20)))) {
            figures.put(
                    question.name() + ".p50",
                    Figure.of(questions.ask(question).service(), null, Better.LOWER, "ms", Map.of("wells", wells)));
        }
    }

    /// An hour of all wells from the hypertable, and from a plain table as before Liftline.
    private void plainTable(Database database, DataSet data, PgBench pgbench) {
        database.execute("DROP TABLE IF EXISTS plain_telemetry");
        database.execute("CREATE TABLE plain_telemetry AS SELECT * FROM esp_telemetry WHERE \"timestamp\" >= '%s'"
                .formatted(data.start()));
        database.execute("ALTER TABLE plain_telemetry ADD PRIMARY KEY (id)");
        database.execute("ANALYZE plain_telemetry");
        double plain = pgbench.median(Question.hour(data, "plain_telemetry", calls(5)));
        double ours = pgbench.median(Question.hour(data, "esp_telemetry", calls(50)));
        figures.put(
                "range.times_plain",
                Figure.of(
                        List.of(plain / ours),
                        10.0,
                        Better.HIGHER,
                        "ratio",
                        Map.of("plain_ms", plain, "hypertable_ms", ours)));
        database.execute("DROP TABLE plain_telemetry");
    }

    private void report(DataSet data, Database database, Service service, String loadBefore) throws IOException {
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("quick", options.quick());
        run.put("service", service.kind());
        run.put("database", database.versions());
        run.put("rows", database.text("SELECT count(*) FROM esp_telemetry"));
        run.put("wells", data.wells());
        run.put("rounds", options.rounds());
        run.put("chunks", options.chunks());
        run.put("load_before", loadBefore);
        run.put("ended", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        String edition = database.edition();
        String name = "query-" + service.kind() + "-" + edition + "-" + data.wells() + "-wells"
                + (options.quick() ? "-quick" : "");
        Results results =
                new Results(name, Setting.LIFTLINE_BENCH_COMMIT.value(), Machine.describe(), edition, run, figures);
        System.out.println(results.table());
        say("Written: " + results.write(RESULTS));
    }

    private int calls(int many) {
        return options.quick() ? Math.max(3, many / 20) : many;
    }

    private static void say(String line) {
        System.out.println(line);
    }
}

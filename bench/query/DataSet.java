package query;

import harness.Database;
import harness.Psql;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/// The rows that are asked for: wells with a sample each 10 s in the last seven whole days. Older chunks have
/// one row each.
final class DataSet {

    static final int DAYS = 7;
    static final int SAMPLES_A_DAY = 8_640;

    /// The channels that are measured.
    static final List<String> CHANNELS = List.of(
            "flow_rate",
            "pip",
            "discharge_pressure",
            "motor_temp",
            "motor_current",
            "vsd_frequency",
            "vibration",
            "intake_temp",
            "gor");

    /// A well with a sample each second.
    static final String LONG_WELL = "LONG-1";

    private static final int DAYS_AT_ONCE = 50;

    private final Database database;
    private final Psql psql;
    private final int wells;
    private final Instant end;

    private DataSet(Database database, Psql psql, int wells, Instant end) {
        this.database = database;
        this.psql = psql;
        this.wells = wells;
        this.end = end;
    }

    /// Rows that are not loaded yet.
    static DataSet of(Database database, Psql psql, int wells) {
        return new DataSet(
                database, psql, wells, Instant.now().minus(Duration.ofHours(3)).truncatedTo(ChronoUnit.DAYS));
    }

    /// The rows that an earlier run has loaded.
    static DataSet loaded(Database database, Psql psql) {
        if (database.text("SELECT to_regclass('bench_rows') IS NULL").equals("t")) {
            throw new IllegalStateException("nothing is loaded: run it with --load");
        }
        return new DataSet(
                database,
                psql,
                Integer.parseInt(database.text("SELECT wells FROM bench_rows")),
                Instant.ofEpochSecond(
                        Long.parseLong(database.text("SELECT extract(epoch FROM ends_at)::bigint FROM bench_rows"))));
    }

    /// The end of the seven days, a midnight in UTC.
    Instant end() {
        return end;
    }

    Instant start() {
        return end.minus(Duration.ofDays(DAYS));
    }

    int wells() {
        return wells;
    }

    /// Fills the empty table. The rollups begin with the seven days.
    void load() {
        List<List<String>> sessions = List.of(new ArrayList<>(), new ArrayList<>());
        sessions.forEach(session -> session.add("SET liftline.marks_hours = 'on'"));
        for (int day = 0; day < DAYS; day++) {
            sessions.get(day % 2).add(ofDay(start().plus(Duration.ofDays(day))));
        }
        psql.run(sessions);
        refresh();
        database.execute("DELETE FROM esp_telemetry_touched");
        database.execute("DELETE FROM rollup_progress");
        database.execute("INSERT INTO rollup_progress (complete_until) VALUES ('%s')".formatted(start()));
        database.execute("SELECT liftline_register_wells('-infinity')");
        database.execute(
                "CREATE TABLE bench_rows AS SELECT %d AS wells, '%s'::timestamptz AS ends_at".formatted(wells, end));
    }

    /// Adds a sample of now to each well, so that none is silent.
    ///
    /// @return its time
    Instant refresh() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        database.execute("SET liftline.marks_hours = 'on'");
        database.execute("""
                INSERT INTO esp_telemetry (well_id, "timestamp", pip)
                SELECT 'WELL-' || lpad(w::text, 4, '0'), '%s', 800
                FROM generate_series(1, %d) AS w""".formatted(now, wells));
        return now;
    }

    /// Values are walks in steps of a gauge's last digit.
    private String ofDay(Instant day) {
        return """
                INSERT INTO esp_telemetry (well_id, "timestamp", %s)
                SELECT 'WELL-' || lpad(w::text, 4, '0'), t,
                       round((1800 + 90 * sin(s / 7000.0 + w) + 8 * random())::numeric, 1),
                       round((800 + 20 * sin(s / 9000.0 + w) + random())::numeric, 1),
                       round((2400 + 30 * sin(s / 8000.0 + w) + 2 * random())::numeric, 1),
                       round((96 + 2 * sin(s / 20000.0 + w) + 0.2 * random())::numeric, 1),
                       round((45 + sin(s / 5000.0 + w) + 0.3 * random())::numeric, 1),
                       round((50 + 0.1 * random())::numeric, 1),
                       round((0.3 + 0.05 * random())::numeric, 2),
                       round((80 + sin(s / 30000.0 + w) + 0.2 * random())::numeric, 1),
                       round((320 + 15 * sin(s / 10000.0 + w) + 3 * random())::numeric, 0)
                FROM (SELECT t, extract(epoch FROM t)::bigint %% 1000000 AS s
                      FROM generate_series('%s'::timestamptz, '%s'::timestamptz, INTERVAL '10 seconds') AS t) AS times,
                     generate_series(1, %d) AS w""".formatted(String.join(", ", CHANNELS), day, day.plus(Duration.ofSeconds(86_390)), wells);
    }

    /// Adds a well with a sample each second, before the seven days, if it is not there.
    ///
    /// @param days how many
    void addLongWell(int days) {
        if (database.text("SELECT count(*) FROM well WHERE well_id = '%s'".formatted(LONG_WELL))
                .equals("1")) {
            return;
        }
        database.execute("SET liftline.marks_hours = 'on'");
        for (int day = 0; day < days; day++) {
            Instant from = start().minus(Duration.ofDays(days - day));
            database.execute("""
                    INSERT INTO esp_telemetry (well_id, "timestamp", %s)
                    SELECT '%s', t, %s
                    FROM generate_series('%s'::timestamptz, '%s'::timestamptz, INTERVAL '1 second') AS t""".formatted(
                            String.join(", ", CHANNELS),
                            LONG_WELL,
                            String.join(
                                    ", ",
                                    CHANNELS.stream()
                                            .map(_ -> "round((800 + 20 * random())::numeric, 1)")
                                            .toList()),
                            from,
                            from.plus(Duration.ofSeconds(86_399))));
        }
        database.execute("SELECT liftline_register_wells('-infinity')");
    }

    /// Adds wells with a sample each ten minutes of the last day until there are so many.
    void addWells(int many) {
        database.execute("SET liftline.marks_hours = 'on'");
        database.execute("""
                INSERT INTO esp_telemetry (well_id, "timestamp", %s)
                SELECT 'WELL-' || lpad(w::text, 4, '0'), t, %s
                FROM generate_series(now() - INTERVAL '1 day', now(), INTERVAL '10 minutes') AS t,
                     generate_series(%d, %d) AS w""".formatted(
                        String.join(", ", CHANNELS),
                        String.join(
                                ", ",
                                CHANNELS.stream()
                                        .map(_ -> "round((800 + 20 * random())::numeric, 1)")
                                        .toList()),
                        1,
                        many));
        database.execute("SELECT liftline_register_wells('-infinity')");
        database.execute("ANALYZE esp_telemetry");
    }

    /// Adds chunks before the seven days until there are so many, with one row each.
    void addChunks(int chunks) {
        int there = Integer.parseInt(database.text("SELECT count(*) FROM show_chunks('esp_telemetry')"));
        for (int from = there; from < chunks; from += DAYS_AT_ONCE) {
            database.execute("SET liftline.marks_hours = 'on'");
            database.execute("""
                    INSERT INTO esp_telemetry (well_id, "timestamp", pip)
                    SELECT 'WELL-0001', '%s'::timestamptz - n * INTERVAL '1 day', 800
                    FROM generate_series(%d, %d) AS n""".formatted(start(), from - DAYS + 1, Math.min(chunks, from + DAYS_AT_ONCE) - DAYS));
        }
    }

    /// Compresses all chunks but the newest, where the edition can, and does what autovacuum would do meanwhile.
    void settle() {
        if (database.edition().equals("community")) {
            String chunks = database.text("""
                    SELECT coalesce(string_agg(chunk_schema || '.' || chunk_name, ' '), '')
                    FROM timescaledb_information.chunks
                    WHERE hypertable_name = 'esp_telemetry' AND NOT is_compressed AND range_end < '%s'""".formatted(end));
            for (String chunk : chunks.split(" ", -1)) {
                if (!chunk.isEmpty()) {
                    database.execute("SELECT compress_chunk('%s')".formatted(chunk));
                }
            }
        }
        database.execute("VACUUM (ANALYZE) esp_telemetry");
        database.checkpoint();
    }

    /// Waits until the service has aggregated the seven days.
    void awaitRollups() throws InterruptedException {
        Instant limit = Instant.now().plus(Duration.ofMinutes(20));
        while (!database.text(
                        "SELECT coalesce(bool_or(complete_until >= '%s'), false) FROM rollup_progress".formatted(end))
                .equals("t")) {
            if (Instant.now().isAfter(limit)) {
                throw new IllegalStateException("the rollups are not complete after 20 minutes");
            }
            Thread.sleep(500);
        }
        database.execute("ANALYZE esp_telemetry_1h");
        database.execute("ANALYZE esp_telemetry_1d");
    }
}

package io.liftline.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.liftline.fixtures.Api;
import io.liftline.fixtures.Await;
import io.liftline.fixtures.DatabaseServer;
import io.liftline.fixtures.TestDatabase;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Kills the program with SIGKILL at each change of the state of a chunk. The change waits for a lock that the test
/// holds, so the process dies just then; the database commits the change, or rolls it back.
class ArchiveKillIT {

    private static final boolean ALL = Integer.getInteger("liftline.faults", 0) > 0;
    private static final int ROWS = 300;
    private static final Duration WITHIN = Duration.ofMinutes(1);
    private static final LocalDate DAY = LocalDate.now(ZoneOffset.UTC).minusDays(40);

    /// What the database does with the change of a client that was killed.
    private enum Ending {
        COMMITTED,
        ROLLED_BACK
    }

    private enum Change {
        BEGUN("none", "due"),
        EXPORTED("due", "exported"),
        STORED("exported", "stored"),
        VERIFIED("stored", "verified"),
        DROPPED("verified", "dropped"),
        BROUGHT_BACK("dropped", "verified");

        private final String from;
        private final String to;

        Change(String from, String to) {
            this.from = from;
            this.to = to;
        }
    }

    @TempDir
    private Path store;

    @AutoClose
    private TestDatabase database;

    private Map<String, String> settings = Map.of();

    static Stream<Arguments> kills() {
        return Arrays.stream(Change.values())
                .flatMap(change -> Arrays.stream(Ending.values())
                        .filter(ending -> ALL
                                || change == Change.STORED && ending == Ending.COMMITTED
                                || change == Change.DROPPED && ending == Ending.COMMITTED)
                        .map(ending -> Arguments.of(change, ending)));
    }

    @BeforeEach
    void create() throws SQLException {
        database = TestDatabase.empty();
        settings = Map.of(
                "LIFTLINE_ARCHIVE_STORE", "directory",
                "LIFTLINE_ARCHIVE_DIRECTORY", store.toString(),
                "LIFTLINE_ROLLUP_INTERVAL", "PT1S");
    }

    @ParameterizedTest
    @MethodSource("kills")
    void noSampleIsLostAndTheNextProcessGoesOn(Change change, Ending ending) throws Exception {
        String samples;
        try (Program program = Program.ready(database, settings)) {
            String token = program.api().login();
            database.run("""
                    INSERT INTO esp_telemetry (well_id, timestamp, pip)
                    SELECT 'WELL-' || m %% 3, '%s 06:00+00'::timestamptz + m * interval '1 min', 100 + m / 10.0
                    FROM generate_series(1, %d) AS m
                    """.formatted(DAY, ROWS));
            if (change == Change.BROUGHT_BACK) {
                awaitDropped(program, token);
                database.run(
                        "INSERT INTO esp_telemetry (well_id, timestamp, pip) VALUES ('WELL-1', '%s 07:00:30+00', 5)"
                                .formatted(DAY));
            }
            samples = samples(program, token);
            database.run("""
                    CREATE FUNCTION gate() RETURNS trigger LANGUAGE plpgsql AS $$
                    BEGIN
                        IF NEW.state = '%s' AND (CASE TG_OP WHEN 'INSERT' THEN 'none' ELSE OLD.state END) = '%s' THEN
                            PERFORM pg_advisory_xact_lock_shared(4711);
                        END IF;
                        RETURN NEW;
                    END $$;
                    CREATE TRIGGER gate BEFORE INSERT OR UPDATE ON chunk_archive FOR EACH ROW EXECUTE FUNCTION gate()
                    """.formatted(change.to, change.from));

            // When
            try (Connection gate = database.connect();
                    Statement statement = gate.createStatement()) {
                statement.execute("SELECT pg_advisory_lock(4711)");
                Await.until("the change waits", WITHIN, () -> {
                    run(program, token);
                    return waits();
                });
                program.close(); // SIGKILL
                if (ending == Ending.ROLLED_BACK) {
                    endTheSession();
                }
                statement.execute("SELECT pg_advisory_unlock(4711)");
            }
        }
        Await.until(
                "the killed session has ended",
                WITHIN,
                () -> database.row(
                                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'liftline-archive'")
                        .equals("0"));
        database.run("DROP TRIGGER gate ON chunk_archive");

        // Then
        requireNoHalfObject();
        try (Program next = Program.ready(database, settings)) {
            String token = next.api().login();
            assertThat(samples(next, token)).as("right after the kill").isEqualTo(samples);
            awaitDropped(next, token);
            assertThat(samples(next, token)).as("from the archive").isEqualTo(samples);
            requireNoHalfObject();
        }
    }

    /// Ends the session that waits, as the service's role: only a role itself may end its sessions.
    private void endTheSession() throws SQLException {
        try (Connection service = database.connect(
                        DatabaseServer.setting("LIFTLINE_DB_USER"), DatabaseServer.setting("LIFTLINE_DB_PASSWORD"));
                Statement statement = service.createStatement()) {
            statement.execute("SELECT pg_terminate_backend(pid) FROM pg_locks"
                    + " WHERE locktype = 'advisory' AND objid = 4711 AND NOT granted");
        }
    }

    private boolean waits() throws SQLException {
        return !database.row(
                        "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = 4711 AND NOT granted")
                .equals("0");
    }

    /// Each object that has a manifest has its size, and every visible object is complete: Parquet files begin and end
    /// with the same four letters.
    private void requireNoHalfObject() throws Exception {
        List<Path> objects;
        try (Stream<Path> files = Files.walk(store)) {
            objects = files.filter(file -> file.toString().endsWith(".parquet")).toList();
        }
        for (Path object : objects) {
            byte[] bytes = Files.readAllBytes(object);
            assertThat(new String(bytes, 0, 4, StandardCharsets.US_ASCII)).isEqualTo("PAR1");
            assertThat(new String(bytes, bytes.length - 4, 4, StandardCharsets.US_ASCII))
                    .isEqualTo("PAR1");
            Path manifest = Path.of(object.toString().replace(".parquet", ".json"));
            if (Files.exists(manifest)) {
                assertThat(Files.readString(manifest)).contains("\"bytes\" : " + bytes.length);
            }
        }
    }

    /// The samples of the day, as the API answers them, wherever they are.
    private static String samples(Program program, String token) throws Exception {
        HttpResponse<String> answer = program.api()
                .get(
                        "/api/v1/telemetry?format=csv&from=%sT00:00:00Z&to=%sT00:00:00Z"
                                .formatted(DAY, DAY.plusDays(1)),
                        token);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body().lines().count()).isGreaterThan(ROWS);
        return answer.body();
    }

    private void awaitDropped(Program program, String token) {
        Await.until("the chunk is dropped", WITHIN, () -> {
            run(program, token);
            return database.count("esp_telemetry") == 0;
        });
    }

    /// Asks for a pass, unless one is under way.
    private void run(Program program, String token) throws Exception {
        if (database.row("SELECT count(*) FROM archive_task WHERE finished_at IS NULL")
                .equals("0")) {
            JsonNode task = Api.json(program.api().post("/api/v1/archive/runs", token, ""));
            assertThat(task.path("id").asLong()).isPositive();
        }
    }
}

package io.liftline.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.liftline.fixtures.Api;
import io.liftline.fixtures.Await;
import io.liftline.fixtures.Azurite;
import io.liftline.fixtures.S3Mock;
import io.liftline.fixtures.TestDatabase;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The way of a chunk through the packaged program and each kind of store: archived, dropped, asked for, restored.
class ArchiveIT {

    private static final Duration WITHIN = Duration.ofMinutes(1);

    @TempDir
    private Path store;

    @AutoClose
    private TestDatabase database;

    private Map<String, String> settings = Map.of();

    @BeforeEach
    void create() throws SQLException {
        database = TestDatabase.empty();
        settings = Map.of(
                "LIFTLINE_ARCHIVE_STORE", "directory",
                "LIFTLINE_ARCHIVE_DIRECTORY", store.toString(),
                "LIFTLINE_ROLLUP_INTERVAL", "PT1S");
    }

    private enum Kind {
        DIRECTORY,
        AZURE,
        S3
    }

    private Map<String, String> settings(Kind kind) throws Exception {
        Map<String, String> all = new HashMap<>(Map.of("LIFTLINE_ROLLUP_INTERVAL", "PT1S"));
        all.putAll(
                switch (kind) {
                    case DIRECTORY -> settings;
                    case AZURE ->
                        Map.of(
                                "LIFTLINE_ARCHIVE_STORE",
                                "azure",
                                "LIFTLINE_ARCHIVE_AZURE_ACCOUNT",
                                Azurite.ACCOUNT,
                                "LIFTLINE_ARCHIVE_AZURE_ENDPOINT",
                                Azurite.endpoint(),
                                "LIFTLINE_ARCHIVE_AZURE_CONTAINER",
                                Azurite.newContainer(),
                                "LIFTLINE_ARCHIVE_AZURE_SHARED_KEY",
                                Azurite.KEY);
                    case S3 ->
                        Map.of(
                                "LIFTLINE_ARCHIVE_STORE", "s3",
                                "LIFTLINE_ARCHIVE_S3_ENDPOINT", S3Mock.endpoint(),
                                "LIFTLINE_ARCHIVE_S3_BUCKET", S3Mock.newBucket(),
                                "LIFTLINE_ARCHIVE_S3_PATH_STYLE", "true",
                                "LIFTLINE_ARCHIVE_S3_ACCESS_KEY", "any",
                                "LIFTLINE_ARCHIVE_S3_SECRET_KEY", "thing");
                });
        return all;
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void anOldChunkIsArchivedDroppedDrilledAndRestored(Kind kind) throws Exception {
        settings = settings(kind);
        List<String> rows;
        try (Program program = Program.ready(database, settings)) {
            String token = program.api().login();
            database.run("""
                    INSERT INTO esp_telemetry (well_id, timestamp, pip)
                    SELECT 'WELL-1', date_trunc('day', now()) - interval '40 days' + m * interval '1 min', 100 + m / 10.0
                    FROM generate_series(0, 99) AS m
                    """);
            rows = database.rows("SELECT * FROM esp_telemetry ORDER BY timestamp");

            String question = "/api/v1/wells/WELL-1/telemetry?limit=1000&from=-41d&to=-39d";
            JsonNode before = get(program, token, question).path("samples");
            JsonNode newest = get(program, token, "/api/v1/telemetry/latest?wells=WELL-1");

            // When: nothing is dropped before the rollups have it, so the first pass may only archive
            awaitDropped(program, token);

            // Then
            JsonNode object = get(program, token, "/api/v1/archive/objects")
                    .path("objects")
                    .path(0);
            assertThat(object.path("state").asText()).isEqualTo("dropped");
            assertThat(object.path("rows").asInt()).isEqualTo(100);
            if (kind == Kind.DIRECTORY) {
                assertThat(store.resolve(object.path("object").asText()))
                        .exists()
                        .hasSize(object.path("bytes").asLong());
            }
            assertThat(get(program, token, question).path("samples"))
                    .isEqualTo(before)
                    .hasSize(100);
            assertThat(get(program, token, "/api/v1/telemetry/latest?wells=WELL-1"))
                    .isEqualTo(newest);

            // When
            JsonNode drill = awaitTask(program, token, "drills", "");
            JsonNode restore = awaitTask(program, token, "restores", "{\"hypertable\": \"esp_telemetry\"}");

            // Then
            assertThat(drill.path("result").path("rows").asInt()).isEqualTo(100);
            assertThat(restore.path("result").path("restored").asInt()).isEqualTo(100);
            assertThat(database.rows("SELECT * FROM esp_telemetry ORDER BY timestamp"))
                    .isEqualTo(rows);
            JsonNode status = get(program, token, "/api/v1/archive/status");
            assertThat(status.path("store_reachable").asBoolean()).isTrue();
            assertThat(status.path("backlog").asInt()).isZero();
            String metrics = program.management("/q/metrics").body();
            assertThat(metrics).contains("liftline_archive_enabled 1.0", "liftline_archive_store_reachable 1.0");
            assertThat(metrics.lines().map(line -> line.replaceAll("[ {].*", "")))
                    .as("the metrics of the dashboard and of the alerts")
                    .containsAll(metricsOf("grafana/dashboards/storage-archive.json"))
                    .containsAll(metricsOf("prometheus/liftline-archive.rules.yaml"));
        }

        // When
        try (TestDatabase empty = TestDatabase.empty();
                Program command = Program.start(empty, settings, "restore")) {
            // Then
            assertThat(command.exitStatus()).isZero();
            assertThat(empty.row("SELECT count(*), sum(pip) FROM esp_telemetry"))
                    .isEqualTo("100|10495");
        }
    }

    @Test
    void anotherReplicaTakesOverFromOneThatIsKilled() throws Exception {
        try (Program first = Program.ready(database, settings);
                Program second = Program.ready(database, settings)) {
            Await.until("one leads", WITHIN, () -> leads(first) != leads(second));
            Program leader = leads(first) ? first : second;
            Program other = leader == first ? second : first;

            // When
            leader.close(); // SIGKILL
            Await.until("the other one leads", WITHIN, () -> leads(other));
            database.run(
                    "INSERT INTO esp_telemetry (well_id, timestamp, pip) VALUES ('W', now() - interval '40 days', 5)");

            // Then
            awaitDropped(other, other.api().login());
        }
    }

    private static boolean leads(Program program) throws Exception {
        return program.management("/q/metrics").body().contains("liftline_archive_leader 1.0");
    }

    private void awaitDropped(Program program, String token) {
        Await.until("the chunk is dropped", WITHIN, () -> {
            awaitTask(program, token, "runs", "");
            return database.count("esp_telemetry") == 0;
        });
    }

    /// The library that writes the files makes row groups of long rows in memory, for which the least that may be
    /// configured is not enough here. The executable needs metadata for its exceptions.
    @Test
    void aFileThatCannotBeWrittenIsSaidWithItsReason() throws Exception {
        Map<String, String> least = new HashMap<>(settings);
        least.put("LIFTLINE_ARCHIVE_MEMORY", "64M");
        try (Program program = Program.ready(database, least)) {
            String token = program.api().login();
            database.run("""
                    INSERT INTO diagnostic_results (well_id, timestamp, diagnosis, severity, notes)
                    SELECT 'WELL-1', date_trunc('day', now()) - interval '100 days', 'gas lock', 'low', repeat('x', 8000000)
                    FROM generate_series(1, 8)
                    """);

            JsonNode pass = awaitTask(program, token, "runs", "");

            assertThat(pass.path("result").path("failed").asInt()).isEqualTo(1);
            assertThat(get(program, token, "/api/v1/archive/objects")
                            .path("objects")
                            .path(0)
                            .path("error")
                            .asText())
                    .contains("DuckDB failed: Out of Memory Error: ");
            assertThat(get(program, token, "/api/v1/archive/status")
                            .path("failing")
                            .asInt())
                    .isEqualTo(1);
        }
    }

    @Test
    void withoutAStoreNothingIsDroppedAndThatIsSaid() throws Exception {
        try (Program program = Program.ready(database)) {
            String token = program.api().login();

            assertThat(program.logLines()).anyMatch(line -> line.contains("The archive is off"));
            assertThat(get(program, token, "/api/v1/archive/status")
                            .path("store")
                            .isNull())
                    .isTrue();
            assertThat(program.api().post("/api/v1/archive/runs", token, "").statusCode())
                    .isEqualTo(409);
        }
    }

    /// The names of metrics in a file of `deploy`.
    private static Set<String> metricsOf(String file) throws Exception {
        Set<String> names = Pattern.compile("\\bliftline_[a-z_]+")
                .matcher(Files.readString(Path.of("deploy", file)))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toSet());
        assertThat(names).hasSizeGreaterThan(5);
        return names;
    }

    private static JsonNode awaitTask(Program program, String token, String kind, String body) throws Exception {
        HttpResponse<String> accepted = program.api().post("/api/v1/archive/" + kind, token, body);
        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
        String location = accepted.headers().firstValue("Location").orElseThrow();
        String path = program.api().base().resolve(location).getPath();
        Await.until(
                kind + " are finished",
                WITHIN,
                () -> !get(program, token, path).path("finished_at").isNull());
        JsonNode task = get(program, token, path);
        assertThat(task.path("state").asText()).as(task.toString()).isEqualTo("done");
        return task;
    }

    private static JsonNode get(Program program, String token, String path) throws Exception {
        HttpResponse<String> answer = program.api().get(path, token);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Api.json(answer);
    }
}

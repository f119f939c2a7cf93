package io.liftline.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.liftline.fixtures.Api;
import io.liftline.fixtures.Await;
import io.liftline.fixtures.TestDatabase;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Start, probes, metrics, logs, commands and shutdown of the packaged program.
class LifecycleIT {

    /// The JSON fields of every log line.
    private static final List<String> LOG_FIELDS = List.of(
            "timestamp",
            "sequence",
            "loggerClassName",
            "loggerName",
            "level",
            "message",
            "threadName",
            "threadId",
            "mdc",
            "ndc",
            "hostName",
            "processName",
            "processId");

    /// The additional field of a line that logs an exception.
    private static final String STACK_TRACE = "stackTrace";

    @AutoClose
    private TestDatabase database;

    @BeforeEach
    void makeDatabase() throws SQLException {
        database = TestDatabase.empty();
    }

    @Test
    void anEmptyDatabaseIsMigratedAndServed() throws Exception {
        try (Program program = Program.ready(database)) {
            assertThat(program.management("/q/health/started").statusCode()).isEqualTo(200);
            assertThat(program.management("/q/health/live").statusCode()).isEqualTo(200);
            JsonNode ready = Api.json(program.management("/q/health/ready"));
            assertThat(ready.get("checks")
                            .get(0)
                            .get("data")
                            .get("schema_version")
                            .asText())
                    .isEqualTo(newestMigration());

            String token = program.api().login();
            assertThat(program.api().ingest(token, Api.sample("WELL-001", 1)).statusCode())
                    .isEqualTo(200);

            assertThat(database.count("esp_telemetry")).isEqualTo(1);
        }
    }

    private String newestMigration() throws SQLException {
        return database.rows("SELECT max(version::integer) FROM liftline_schema_history")
                .getFirst();
    }

    @Test
    void metricsAreServed() throws Exception {
        try (Program program = Program.ready(database)) {
            // Two logins: a request is counted only after its response was sent.
            program.api().login();
            program.api().login();

            HttpResponse<String> metrics = program.management("/q/metrics");

            assertThat(metrics.statusCode()).isEqualTo(200);
            assertThat(metrics.body())
                    .contains(
                            "http_server_requests_seconds_count", "liftline_password_hashing", "liftline_build_info{");
        }
    }

    @Test
    void everyLineOfTheLogIsJson() throws Exception {
        try (Program program = Program.ready(database)) {
            program.terminate();
            program.exitStatus();

            assertThat(program.logLines()).isNotEmpty().allSatisfy(line -> {
                JsonNode entry = Api.json(line);
                assertThat(entry.get("timestamp").asText()).endsWith("Z");
                assertThat(entry.get("level").asText()).isIn("INFO", "WARN");
                assertThat(entry.get("message").asText()).isNotBlank();
                assertThat(entry.fieldNames()).toIterable().containsExactlyInAnyOrderElementsOf(LOG_FIELDS);
            });
        }
    }

    @Test
    void aStackTraceIsAFieldOfItsLine() throws Exception {
        try (Program program = Program.ready(database)) {
            String token = program.api().login();
            database.run("ALTER TABLE esp_telemetry RENAME TO elsewhere");

            HttpResponse<String> failed = program.api().ingest(token, Api.sample("WELL-001", 1));

            assertThat(failed.statusCode()).isEqualTo(500);
            List<JsonNode> errors = new ArrayList<>();
            for (String line : program.logLines()) {
                JsonNode entry = Api.json(line);
                if (entry.get("level").asText().equals("ERROR")) {
                    errors.add(entry);
                }
            }
            assertThat(errors).hasSize(1);
            assertThat(errors.getFirst().fieldNames())
                    .toIterable()
                    .containsAll(LOG_FIELDS)
                    .contains(STACK_TRACE);
            assertThat(errors.getFirst().get(STACK_TRACE).asText()).contains("esp_telemetry", "\n\tat ");
        }
    }

    @Test
    void theLogIsTextWhereAskedFor() throws Exception {
        try (Program program = Program.ready(database, Map.of("LIFTLINE_LOG_JSON", "false"))) {
            assertThat(program.logLines())
                    .isNotEmpty()
                    .allSatisfy(line -> assertThat(line).matches("\\d{4}-\\d\\d-\\d\\d .* (INFO|WARN) .*"));
        }
    }

    @Test
    void aRequestInProgressIsAnsweredBeforeTheProgramExits() throws Exception {
        String lines = IntStream.range(0, 20_000)
                .mapToObj(number -> Api.sample("WELL-001", number))
                .collect(Collectors.joining());
        try (Program program = Program.ready(database)) {
            String token = program.api().login();
            CompletableFuture<HttpResponse<String>> inProgress = CompletableFuture.supplyAsync(() -> {
                try {
                    return program.api().ingest(token, lines);
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            });
            Await.pause(Duration.ofMillis(100));

            program.terminate();

            assertThat(inProgress.get().statusCode()).isEqualTo(200);
            assertThat(program.exitStatus()).isIn(0, 143);
            assertThat(database.count("esp_telemetry")).isEqualTo(20_000);
        }
    }

    @Test
    void migrateCreatesTheSchemaAndExits() throws Exception {
        try (Program migration = Program.start(database, Map.of(), "migrate")) {
            assertThat(migration.exitStatus()).isZero();
        }
        assertThat(database.count("esp_telemetry")).isZero();
    }

    @Test
    void afterMigrateTheServiceNeedsNoOwnerCredentials() throws Exception {
        try (Program migration = Program.start(database, Map.of(), "migrate")) {
            assertThat(migration.exitStatus()).isZero();
        }
        Map<String, String> withoutOwner =
                Map.of("LIFTLINE_MIGRATE", "false", "LIFTLINE_DB_OWNER", "", "LIFTLINE_DB_OWNER_PASSWORD", "");
        try (Program program = Program.start(database, withoutOwner)) {
            program.awaitReady();

            assertThat(program.api().login()).isNotEmpty();
        }
    }

    @Test
    void migrateFailsWithAWrongPassword() throws Exception {
        Map<String, String> wrongOwner = Map.of("LIFTLINE_DB_OWNER_PASSWORD", "not the password");
        try (Program migration = Program.start(database, wrongOwner, "migrate")) {
            assertThat(migration.exitStatus()).isEqualTo(1);
            assertThat(migration.logLines()).anyMatch(line -> line.contains("Cannot start"));
        }
    }

    @Test
    void healthReportsWhetherTheServiceIsReady() throws Exception {
        try (Program program = Program.ready(database)) {
            Map<String, String> beside = Map.of("LIFTLINE_MANAGEMENT_PORT", String.valueOf(program.managementPort()));
            try (Program asking = Program.start(database, beside, "health");
                    Program alone = Program.start(database, Map.of(), "health")) {
                assertThat(asking.exitStatus()).isZero();
                assertThat(alone.exitStatus()).isEqualTo(1);
            }
        }
    }

    @Test
    void anUnknownVerbIsRefused() throws Exception {
        try (Program program = Program.start(database, Map.of(), "backup")) {
            assertThat(program.exitStatus()).isEqualTo(2);
        }
    }

    /// Files laid out as Kubernetes mounts a Secret: links through `..data`, which it replaces atomically.
    @Test
    void secretsAreReadFromFiles(@TempDir Path secrets) throws Exception {
        Path version = Files.createDirectory(secrets.resolve("..2026_11_24"));
        Files.createSymbolicLink(secrets.resolve("..data"), version.getFileName());
        Map<String, String> settings = new HashMap<>(database.settings());
        settings.put("LIFTLINE_ADMIN_PASSWORD", Api.ADMIN_PASSWORD);
        for (String name : List.of("LIFTLINE_DB_PASSWORD", "LIFTLINE_DB_OWNER_PASSWORD", "LIFTLINE_ADMIN_PASSWORD")) {
            Files.writeString(version.resolve(name), settings.get(name) + "\n");
            Files.createSymbolicLink(secrets.resolve(name), Path.of("..data", name));
        }
        Map<String, String> fromFiles = Map.of(
                "LIFTLINE_SECRETS",
                secrets.toString(),
                "LIFTLINE_DB_PASSWORD",
                "",
                "LIFTLINE_DB_OWNER_PASSWORD",
                "",
                "LIFTLINE_ADMIN_PASSWORD",
                "");
        try (Program program = Program.start(database, fromFiles)) {
            program.awaitReady();

            assertThat(program.api().login()).isNotEmpty();
        }
    }
}

package io.liftline.query;

import static io.liftline.query.Questions.START;
import static io.liftline.query.Questions.minute;
import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.access.Role;
import io.liftline.fixtures.Api;
import io.liftline.fixtures.Await;
import io.liftline.fixtures.Tokens;
import io.liftline.parquet.DuckDb;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Samples as Parquet files, read back with DuckDB.
@QuarkusTest
class ParquetExportTest {

    @Inject
    Tokens tokens;

    @TempDir
    Path directory;

    private Questions questions;
    private String fleet;

    @BeforeEach
    void nameAFleet() {
        fleet = Questions.newWell("PARQ");
        questions = Questions.of(tokens, fleet + "*");
    }

    @Test
    void aFileHasTheSamplesWithTypesAndUnits() throws Exception {
        tokens.as(Role.WRITER)
                .contentType("text/csv")
                .body("""
                        well_id,timestamp,pip,motor_temp
                        %1$s-1,2025-03-01T00:00:00.123456Z,812.1,
                        %1$s-1,2025-03-01T00:01:00Z,0.1,96.5
                        """.formatted(fleet))
                .post("/api/v1/telemetry")
                .then()
                .statusCode(200);

        Questions.run("""
                INSERT INTO esp_telemetry (well_id, timestamp, motor_temp)
                VALUES ('%s "2", x', '2025-03-01T00:00:30Z', -1.5)""".formatted(fleet));
        HttpResponse<byte[]> answer = questions.get(
                "/telemetry?channels=pip,motor_temp&from=" + minute(0) + "&to=" + minute(2),
                "Accept",
                "application/vnd.apache.parquet");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/vnd.apache.parquet");
        Path file = Files.write(directory.resolve("samples.parquet"), answer.body());
        assertThat(rows("SELECT well_id, timestamp::varchar, pip, motor_temp FROM '%s'".formatted(file)))
                .containsExactly(
                        fleet + "-1|2025-03-01 00:00:00.123456+00|812.1|null",
                        fleet + " \"2\", x|2025-03-01 00:00:30+00|null|-1.5",
                        fleet + "-1|2025-03-01 00:01:00+00|0.1|96.5");
        assertThat(rows("SELECT name, type, logical_type FROM parquet_schema('%s') WHERE type IS NOT NULL"
                        .formatted(file)))
                .hasSize(4)
                .anyMatch(column -> column.startsWith("timestamp|INT64|TimestampType(isAdjustedToUTC=1"))
                .contains("pip|DOUBLE|null");
        JsonObject metadata =
                new JsonObject(rows("SELECT decode(value) FROM parquet_kv_metadata('%s') WHERE decode(key) = 'liftline'"
                                .formatted(file))
                        .getFirst());
        assertThat(metadata.getJsonObject("units"))
                .isEqualTo(new JsonObject().put("pip", "psi").put("motor_temp", "°C"));
    }

    @Test
    void aFileOfManyPagesHasAllSamplesInOrder() throws Exception {
        String well = fleet + "-1";
        questions.post(
                IntStream.range(0, 10_000).mapToObj(i -> "%s,%s,%d".formatted(well, START.plusSeconds(i), i % 1_000)));
        String range = "?channels=pip&from=" + minute(0) + "&to=" + minute(300);

        HttpResponse<byte[]> answer = questions.get("/wells/" + well + "/telemetry" + range + "&format=parquet");
        HttpResponse<byte[]> some =
                questions.get("/wells/" + well + "/telemetry" + range + "&limit=1500&format=parquet");

        Path file = Files.write(directory.resolve("all.parquet"), answer.body());
        assertThat(rows("SELECT count(*), sum(pip), min(timestamp)::varchar, max(timestamp)::varchar FROM '%s'"
                        .formatted(file)))
                .containsExactly("10000|4995000.0|2025-03-01 00:00:00+00|2025-03-01 02:46:39+00");
        assertThat(rows("SELECT count(*) FROM '%s'"
                        .formatted(Files.write(directory.resolve("some.parquet"), some.body()))))
                .containsExactly("1500");
        assertThat(answer.body().length).isLessThan(100_000);
    }

    @Test
    void aTooLargeOrEmptyExportIsAnsweredAndLeavesNoFiles() throws Exception {
        String well = fleet + "-1";
        for (int part = 0; part < 2; part++) {
            int first = part * 10_000;
            questions.post(IntStream.range(first, first + 10_000)
                    .mapToObj(i -> "%s,%s,1".formatted(well, START.plusSeconds(i))));
        }
        String range = "?from=" + minute(0) + "&to=" + minute(400) + "&format=parquet";

        assertThat(questions
                        .problem(422, "/wells/" + well + "/telemetry" + range)
                        .getString("detail"))
                .contains("1048576 bytes");
        questions.problem(404, "/wells/" + fleet + "-absent/telemetry" + range);
        byte[] empty = questions
                .get("/wells/" + well + "/telemetry?from=-1h&format=parquet")
                .body();

        assertThat(rows("SELECT count(*) FROM '%s'".formatted(Files.write(directory.resolve("none.parquet"), empty))))
                .containsExactly("0");
        Await.until("the temporary files are deleted", () -> temporary().isEmpty());
    }

    @Test
    void aClientThatLeavesFreesItsFilesAndPlace() throws Exception {
        String well = fleet + "-1";
        questions.post(IntStream.range(0, 10_000).mapToObj(i -> "%s,%s,1".formatted(well, START.plusSeconds(i))));
        String path = "/wells/" + well + "/telemetry?channels=pip&from=" + minute(0) + "&to=" + minute(300);

        for (int client = 0; client < 8; client++) {
            try (Socket socket =
                    new Socket("localhost", Api.underTest().uri("/").getPort())) {
                socket.getOutputStream()
                        .write(
                                "GET /api/v1%s&format=parquet HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n\r\n"
                                        .formatted(path, tokens.text(Role.VIEWER, fleet + "*"))
                                        .getBytes(StandardCharsets.US_ASCII));
            }
        }

        Await.until("the temporary files are deleted", () -> temporary().isEmpty());
        Await.until(
                "a place is free", () -> questions.get(path + "&format=parquet").statusCode() == 200);
    }

    private static List<Path> temporary() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(System.getProperty("java.io.tmpdir")), 2)) {
            return files.filter(file -> file.getFileName().toString().startsWith("samples."))
                    .toList();
        }
    }

    private List<String> rows(String sql) throws IOException {
        return new DuckDb(directory, 64L << 20).run(duckDb -> {
            List<String> rows = new ArrayList<>();
            try (ResultSet results = duckDb.executeQuery(sql)) {
                while (results.next()) {
                    List<String> row = new ArrayList<>();
                    for (int column = 1; column <= results.getMetaData().getColumnCount(); column++) {
                        row.add(String.valueOf(results.getObject(column)));
                    }
                    rows.add(String.join("|", row));
                }
            }
            return rows;
        });
    }
}

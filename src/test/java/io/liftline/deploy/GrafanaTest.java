package io.liftline.deploy;

import static com.dashjoin.jsonata.Jsonata.jsonata;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.liftline.access.Role;
import io.liftline.fixtures.TestDatabase;
import io.liftline.fixtures.Tokens;
import io.liftline.schema.MigratedDatabase;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Runs each query of the dashboards: those of the API with an API key, and those of the database as
/// `liftline_reader`.
@QuarkusTest
class GrafanaTest {

    private static final Path DASHBOARDS = Path.of("deploy/grafana/dashboards");
    private static final String WELL = "GRAFANA-1";
    private static final String PASSWORD = "the reader's password";

    @Inject
    Tokens tokens;

    private final Instant to = Instant.now();
    private final Instant from = to.minus(Duration.ofHours(24));

    /// A query of a panel or a variable.
    record Target(String dashboard, String title, JsonObject json) {

        @Override
        public String toString() {
            return dashboard + ": " + title;
        }
    }

    static Stream<Target> apiTargets() throws IOException {
        return targets().filter(target -> target.json().containsKey("url"));
    }

    private static Stream<Target> targets() throws IOException {
        try (Stream<Path> files = Files.list(DASHBOARDS)) {
            return files.toList().stream().flatMap(file -> {
                JsonObject dashboard = read(file);
                Stream<Target> panels = objects(dashboard.getJsonArray("panels"))
                        .flatMap(panel -> objects(panel.getJsonArray("targets"))
                                .map(target -> new Target(name(file), panel.getString("title"), target)));
                Stream<Target> variables = objects(
                                dashboard.getJsonObject("templating").getJsonArray("list"))
                        .filter(variable -> variable.getString("type").equals("query"))
                        .map(variable -> new Target(name(file), variable.getString("name"), ofVariable(variable)));
                return Stream.concat(panels, variables);
            });
        }
    }

    private static JsonObject ofVariable(JsonObject variable) {
        return variable.getValue("query") instanceof JsonObject query
                ? query.getJsonObject("infinityQuery")
                : new JsonObject().put("rawSql", variable.getString("query"));
    }

    @BeforeEach
    void aWellWithSamplesAndAFinding() throws SQLException {
        TestDatabase.ofService().run("""
                INSERT INTO esp_telemetry (
                    well_id, "timestamp", pip, flow_rate, motor_current, vsd_frequency, motor_temp, vibration,
                    discharge_pressure, intake_temp)
                SELECT '%1$s', date_trunc('second', now()) - n * INTERVAL '1 minute', 800, 2000, 45, 50, 95, 0.3, 2500, 80
                FROM generate_series(1, 30) AS n
                ON CONFLICT DO NOTHING;
                SELECT liftline_register_wells(now() - INTERVAL '1 day');
                INSERT INTO diagnostic_results (well_id, "timestamp", diagnosis, severity)
                VALUES ('%1$s', now() - INTERVAL '5 minutes', 'silent well', 'medium');
                UPDATE diagnostic_state SET rule = 'silent_well'
                WHERE well_id = '%1$s' AND NOT EXISTS (SELECT FROM diagnostic_state WHERE well_id = '%1$s' AND rule IS NOT NULL)
                """.formatted(WELL));
    }

    @ParameterizedTest
    @MethodSource("apiTargets")
    void aQueryOfTheApiHasRowsWithTheColumnsOfThePanel(Target target) {
        RequestSpecification request = given().header("Authorization", "Bearer " + tokens.text(Role.VIEWER, "*"));
        for (JsonObject parameter : objects(
                        target.json().getJsonObject("url_options").getJsonArray("params"))
                .toList()) {
            request.queryParam(parameter.getString("key"), filled(parameter.getString("value")));
        }

        Response answer = request.get(filled(target.json().getString("url")));

        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        Object rows =
                jsonata(target.json().getString("root_selector")).evaluate(new JsonObject(answer.asString()).getMap());
        assertThat(rows).as("rows of " + answer.asString()).isInstanceOfAny(List.class, Map.class);
        List<?> all = rows instanceof List<?> list ? list : List.of(rows);
        assertThat(all).isNotEmpty();
        for (JsonObject column : objects(target.json().getJsonArray("columns")).toList()) {
            assertThat(all.stream().anyMatch(row -> has(row, column.getString("selector"))))
                    .as("column " + column.getString("selector"))
                    .isTrue();
        }
    }

    /// Limits that a channel does not have are absent; all other members are there.
    private static boolean has(Object row, String selector) {
        Object value = row;
        for (String member : selector.split("\\.", -1)) {
            if (!(value instanceof Map<?, ?> object) || !object.containsKey(member)) {
                return false;
            }
            value = object.get(member);
        }
        return true;
    }

    @Test
    void everyQueryOfTheDatabaseRunsAsTheReader() throws SQLException, IOException {
        TestDatabase database = TestDatabase.ofService();
        withReader(database, reader -> {
            for (Target target :
                    targets().filter(each -> each.json().containsKey("rawSql")).toList()) {
                try (Statement statement = reader.createStatement();
                        ResultSet rows =
                                statement.executeQuery(sql(target.json().getString("rawSql")))) {
                    assertThat(rows.getMetaData().getColumnCount())
                            .as(target.toString())
                            .isPositive();
                }
            }
            assertThat(one(reader, "SELECT count(*) FROM liftline_latest WHERE well_id = '" + WELL + "'"))
                    .isEqualTo("1");
            assertThat(one(reader, "SELECT pip FROM liftline_samples WHERE well_id = '" + WELL + "' LIMIT 1"))
                    .isEqualTo("800");
            assertThat(one(
                            reader,
                            "SELECT max(severity) FROM liftline_findings WHERE well_id = '" + WELL
                                    + "' AND state = 'open'"))
                    .isEqualTo("medium");
        });
    }

    @Test
    void theReaderSeesTheViewsAndNothingElse() throws SQLException, IOException {
        withReader(TestDatabase.ofService(), reader -> {
            for (String forbidden : List.of(
                    "SELECT * FROM esp_telemetry",
                    "SELECT * FROM app_user",
                    "SELECT * FROM api_key",
                    "SELECT * FROM audit_event",
                    "DELETE FROM liftline_wells",
                    "UPDATE liftline_wells SET name = 'x'",
                    "CREATE TABLE mine (id int)")) {
                assertThatThrownBy(() -> one(reader, forbidden))
                        .as(forbidden)
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("permission denied");
            }
        });
    }

    /// The figures of the views are those of the rollups.
    @Test
    void hourlyFiguresAreAveragesOfSums() throws SQLException {
        try (MigratedDatabase migrated = MigratedDatabase.create()) {
            TestDatabase database = migrated.database();
            assumeThat(database.row("SHOW timescaledb.license"))
                    .as("in the community edition the rollups are continuous aggregates, which nobody can insert into")
                    .isNotEqualTo("timescale");
            try (Connection service = migrated.asService().getConnection();
                    Statement statement = service.createStatement()) {
                statement.execute("""
                        INSERT INTO esp_telemetry_1h (well_id, bucket, samples, pip_count, pip_sum, pip_min, pip_max, flow_rate_count)
                        VALUES ('W', '2025-11-20T06:00:00Z', 5, 4, 10, 1, 4, 0)""");
            }

            assertThat(database.row("SELECT samples, pip_avg, pip_min, pip_max, flow_rate_avg FROM liftline_hourly"))
                    .isEqualTo("5|2.5|1|4|null");
        }
    }

    /// Work with a connection of the reader.
    @FunctionalInterface
    private interface Work {
        void on(Connection reader) throws SQLException, IOException;
    }

    private static void withReader(TestDatabase database, Work work) throws SQLException, IOException {
        MigratedDatabase.withReader(database, PASSWORD);
        try (Connection reader = database.connect("liftline_reader", PASSWORD)) {
            work.on(reader);
        }
    }

    private String filled(String text) {
        return text.replace("${well}", WELL)
                .replace("${__from}", String.valueOf(from.toEpochMilli()))
                .replace("${__to}", String.valueOf(to.toEpochMilli()));
    }

    /// Replaces the macros of Grafana's PostgreSQL data source as it does.
    private String sql(String text) {
        return text.replaceAll("\\$__timeFilter\\(([^)]*)\\)", "$1 BETWEEN '" + from + "' AND '" + to + "'")
                .replace("$__timeFrom()", "'" + from + "'")
                .replace("$__timeTo()", "'" + to + "'")
                .replace("$__interval", "60s")
                .replace("${well:sqlstring}", "'" + WELL + "'");
    }

    private static String one(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return "";
            }
            try (ResultSet rows = statement.getResultSet()) {
                rows.next();
                return rows.getString(1);
            }
        }
    }

    private static JsonObject read(Path file) {
        try {
            return new JsonObject(Files.readString(file));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    private static Stream<JsonObject> objects(JsonArray array) {
        return array.stream().map(JsonObject.class::cast);
    }
}

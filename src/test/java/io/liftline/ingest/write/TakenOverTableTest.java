package io.liftline.ingest.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.liftline.access.Role;
import io.liftline.database.SchemaReady;
import io.liftline.fixtures.Tokens;
import io.liftline.ingest.StoredRows;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Samples into a table that keeps the types and rules it was taken over with.
@QuarkusTest
class TakenOverTableTest {

    @Inject
    Tokens tokens;

    @Inject
    StoredTypes types;

    @Inject
    @DataSource("owner")
    AgroalDataSource owner;

    private StoredRows stored;

    @BeforeEach
    void olderTable() throws Exception {
        stored = new StoredRows(owner);
        stored.run("TRUNCATE esp_telemetry");
        stored.run("""
                CREATE TABLE views_of_samples AS
                SELECT viewname AS name, definition FROM pg_views WHERE viewname IN ('liftline_samples', 'liftline_latest');
                DROP VIEW liftline_samples, liftline_latest;
                ALTER TABLE esp_telemetry
                    ALTER COLUMN pip TYPE real, ALTER COLUMN motor_current TYPE numeric(6, 2), ALTER COLUMN motor_temp TYPE numeric,
                    ALTER COLUMN choke TYPE integer;
                CREATE TABLE known_wells (name TEXT PRIMARY KEY);
                INSERT INTO known_wells VALUES ('OLD-1'), ('OLD-2');
                ALTER TABLE esp_telemetry
                    ADD CONSTRAINT telemetry_well FOREIGN KEY (well_id) REFERENCES known_wells,
                    ADD CONSTRAINT telemetry_gor CHECK (gor < 500);
                """);
        types.read(new SchemaReady());
    }

    @AfterEach
    void tableOfOnesOwn() throws Exception {
        stored.run("TRUNCATE esp_telemetry");
        stored.run("""
                ALTER TABLE esp_telemetry DROP CONSTRAINT telemetry_well, DROP CONSTRAINT telemetry_gor;
                DROP TABLE known_wells;
                ALTER TABLE esp_telemetry
                    ALTER COLUMN pip TYPE reading, ALTER COLUMN motor_current TYPE reading, ALTER COLUMN motor_temp TYPE reading,
                    ALTER COLUMN choke TYPE reading;
                DO $$
                DECLARE
                    kept record;
                BEGIN
                    FOR kept IN SELECT * FROM views_of_samples LOOP
                        EXECUTE format('CREATE VIEW %I AS %s', kept.name, kept.definition);
                    END LOOP;
                END $$;
                DROP TABLE views_of_samples;
                """);
        types.read(new SchemaReady());
    }

    @Test
    void aReplayOfValuesThatTheColumnsRoundChangesNothing() throws Exception {
        String body = sample(
                "OLD-1", 1, "\"pip\":801.3,\"motor_current\":40.128,\"motor_temp\":96.123456789012345,\"choke\":55.5");

        assertThat(counts(post(body, 200))).isEqualTo("1 0 0 0 0");
        assertThat(counts(post(body, 200))).isEqualTo("0 0 1 0 0");
        assertThat(counts(post(sample("OLD-1", 1, "\"pip\":801.3,\"flow_rate\":7.5"), 200)))
                .isEqualTo("0 1 0 0 0");
        assertThat(counts(post(sample("OLD-1", 1, "\"pip\":802"), 200))).isEqualTo("0 0 0 1 0");
        assertThat(stored.text(
                        "SELECT concat_ws('|', pip, motor_current, motor_temp, choke, flow_rate) FROM esp_telemetry"))
                .isEqualTo("801.3|40.13|96.1234567890124|56|7.5");
    }

    @Test
    void questionsAnswerInDoubles() {
        post(sample("OLD-1", 1, "\"pip\":801.5,\"motor_current\":40.25,\"choke\":55"), 200);
        post(sample("OLD-1", 2, "\"pip\":802.5,\"motor_current\":40.75,\"choke\":56"), 200);

        JsonPath latest = get("/api/v1/wells/OLD-1/latest");
        assertThat(latest.getDouble("motor_current")).isEqualTo(40.75);
        assertThat(latest.getDouble("choke")).isEqualTo(56);
        JsonPath each = get("/api/v1/telemetry/latest?wells=OLD-1");
        assertThat(each.getString("")).contains("802.5");
        JsonPath samples = get("/api/v1/wells/OLD-1/telemetry?from=2025-11-20T00:00:00Z&to=2025-11-21T00:00:00Z");
        assertThat(samples.getList("samples.pip", Double.class)).containsExactly(801.5, 802.5);
        JsonPath summary = get(
                "/api/v1/telemetry/summary?from=2025-11-20T00:00:00Z&to=2025-11-21T00:00:00Z&channels=choke,motor_current");
        assertThat(summary.getString("")).contains("55.5").contains("40.5");
    }

    @Test
    void aRowThatARuleRefusesIsNamedAndItsNeighboursAreKept() throws Exception {
        String rows = IntStream.range(0, 20)
                .mapToObj(i -> sample(i == 7 || i == 8 ? "NEW-1" : "OLD-2", i, "\"gor\":" + (i == 13 ? 600 : i)))
                .collect(Collectors.joining(","));

        JsonPath receipt = post("[" + rows + "]", 200);

        assertThat(counts(receipt)).isEqualTo("17 0 0 0 3");
        assertThat(receipt.getList("errors.index", Integer.class)).containsExactly(7, 8, 13);
        assertThat(receipt.getList("errors.code")).containsOnly("constraint");
        assertThat(receipt.getList("errors.detail", String.class))
                .containsExactly(
                        "the constraint telemetry_well of the table refuses it",
                        "the constraint telemetry_well of the table refuses it",
                        "the constraint telemetry_gor of the table refuses it");
        assertThat(stored.count("OLD-2")).isEqualTo(17);
        assertThat(stored.number("SELECT count(*) FROM well WHERE well_id = 'OLD-2'"))
                .isEqualTo(1);
        assertThat(counts(post("[" + rows + "]", 200))).isEqualTo("0 0 17 0 3");
    }

    @Test
    void aValueThatDoesNotFitItsColumnIsNamed() {
        JsonPath receipt = post(
                "[" + sample("OLD-1", 1, "\"motor_current\":1999") + ","
                        + sample("OLD-1", 2, "\"motor_current\":19990.5") + "," + sample("OLD-1", 3, "\"pip\":3") + "]",
                200);

        assertThat(counts(receipt)).isEqualTo("2 0 0 0 1");
    }

    @Test
    void nothingIsKeptOfAnAtomicRequestOrWhenAllIsRefused() throws Exception {
        String one = "[" + sample("OLD-1", 1, "\"gor\":1") + "," + sample("OLD-1", 2, "\"gor\":501") + "]";

        tokens.as(Role.WRITER)
                .contentType("application/json")
                .body(one)
                .post("/api/v1/telemetry?atomic=true")
                .then()
                .statusCode(422);
        assertThat(stored.count("OLD")).isZero();
        JsonPath refused = post(sample("NEW-1", 1, "\"gor\":1"), 422);
        assertThat(refused.getList("errors.code")).isEqualTo(List.of("constraint"));
        assertThat(stored.count("NEW")).isZero();
    }

    @Test
    void whereNearlyAllIsRefusedTheSearchEnds() throws Exception {
        String rows = IntStream.range(0, 3_000)
                .mapToObj(i -> sample(i % 10 == 0 ? "OLD-1" : "NEW-" + i % 10, i, "\"gor\":1"))
                .collect(Collectors.joining(","));

        JsonPath receipt = post("[" + rows + "]", 200);

        assertThat(receipt.getInt("inserted") + receipt.getInt("rejected")).isEqualTo(3_000);
        assertThat(receipt.getInt("inserted"))
                .isEqualTo((int) stored.count("OLD-1"))
                .isPositive();
        assertThat(receipt.getBoolean("errors_truncated")).isTrue();
    }

    private static String sample(String well, int second, String channels) {
        return "{\"well_id\":\"%s\",\"timestamp\":\"%s\",%s}"
                .formatted(well, java.time.Instant.parse("2025-11-20T06:00:00Z").plusSeconds(second), channels);
    }

    private static String counts(JsonPath receipt) {
        return "%d %d %d %d %d"
                .formatted(
                        receipt.getInt("inserted"),
                        receipt.getInt("updated"),
                        receipt.getInt("duplicates"),
                        receipt.getInt("conflicts"),
                        receipt.getInt("rejected"));
    }

    private JsonPath post(String body, int status) {
        return tokens.as(Role.WRITER)
                .contentType("application/json")
                .body(body)
                .post("/api/v1/telemetry")
                .then()
                .statusCode(status)
                .extract()
                .jsonPath();
    }

    private JsonPath get(String path) {
        return tokens.as(Role.VIEWER).get(path).then().statusCode(200).extract().jsonPath();
    }
}

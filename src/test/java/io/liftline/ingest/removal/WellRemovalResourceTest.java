package io.liftline.ingest.removal;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.liftline.access.Role;
import io.liftline.fixtures.Tokens;
import io.liftline.ingest.StoredRows;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class WellRemovalResourceTest {

    private static final String DAY = "2003-07-05";

    @Inject
    Tokens tokens;

    @Inject
    @DataSource("owner")
    AgroalDataSource owner;

    /// Of the service's role, to which the rollups belong.
    @Inject
    @DataSource("copy")
    AgroalDataSource service;

    private StoredRows stored;
    private String well;
    private String other;
    private long whole;

    @BeforeEach
    void writeTwoWells() throws SQLException {
        stored = new StoredRows(owner);
        well = "GONE-" + System.nanoTime();
        other = "STAYS-" + System.nanoTime();
        post("%1$s,%3$sT10:00:00Z,1\n%1$s,%3$sT10:10:00Z,2\n%2$s,%3$sT10:00:00Z,3\n".formatted(well, other, DAY));
        tokens.as(Role.OPERATOR)
                .contentType("application/json")
                .body("""
                        [{"well_id": "%s", "timestamp": "%sT10:05:00Z", "diagnosis": "test", "severity": "info",
                          "confidence": 0.5}]""".formatted(well, DAY))
                .post("/api/v1/diagnostics")
                .then()
                .statusCode(201);
        new StoredRows(service).run("""
                DO $$ BEGIN
                    IF (SELECT relkind = 'r' FROM pg_class WHERE oid = 'esp_telemetry_1h'::regclass) THEN
                        INSERT INTO esp_telemetry_1h (well_id, bucket, samples) VALUES ('%s', '%sT10:00:00Z', 2);
                    END IF;
                END $$""".formatted(well, DAY));
        whole = rows(well);
        assertThat(whole).isGreaterThanOrEqualTo(4);
    }

    @AfterEach
    void leaveNothing() throws SQLException {
        stored.run("DELETE FROM removed_well WHERE removed_by IN ('tester', 'test')");
    }

    @Test
    void aDryRunSaysWhatWouldBeRemovedAndRemovesNothing() throws SQLException {
        JsonPath answer = remove(well + "?dry_run=true", 200).jsonPath();

        assertThat(answer.getString("well_id")).isEqualTo(well);
        assertThat(answer.getInt("samples")).isEqualTo(2);
        assertThat(answer.getInt("findings")).isEqualTo(1);
        assertThat(answer.getString("from")).isEqualTo(DAY + "T10:00:00Z");
        assertThat(answer.getString("to")).isEqualTo(DAY + "T10:10:00Z");
        assertThat(answer.getBoolean("removable")).isTrue();
        assertThat(rows(well)).isEqualTo(whole);
    }

    @Test
    void aRemovedWellIsGoneWithEverythingAndOthersStay() throws SQLException {
        remove(well, 204);

        assertThat(rows(well)).isZero();
        assertThat(rows(other)).isEqualTo(2);
        tokens.as(Role.VIEWER).get("/api/v1/wells/" + well + "/latest").then().statusCode(404);
        assertThat(stored.text("SELECT removed_by || ' ' || samples || ' ' || findings FROM removed_well"
                        + " WHERE well_id = '" + well + "'"))
                .isEqualTo("tester 2 1");
        assertThat(stored.text("SELECT actor || ' ' || outcome FROM audit_event"
                        + " WHERE action = 'well.remove' AND subject = '" + well + "'"))
                .isEqualTo("tester done");
        remove(well, 404);
    }

    @Test
    void aRemovedWellThatIsWrittenAgainIsThereAgain() throws SQLException {
        remove(well, 204);

        post("%s,%sT10:05:00Z,7\n".formatted(well, DAY));

        assertThat(rows(well)).isEqualTo(2);
        tokens.as(Role.VIEWER).get("/api/v1/wells/" + well + "/latest").then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"esp_telemetry", "diagnostic_results"})
    void aWellOfWhichTheArchiveHasSomethingStays(String hypertable) throws SQLException {
        stored.run("""
                INSERT INTO chunk_archive (hypertable, chunk, version, range_start, range_end)
                VALUES ('%1$s', 'removal-test', 1, '%2$s', '%2$s'::timestamptz + INTERVAL '1 day')""".formatted(hypertable, DAY));
        try {
            assertThat(remove(well + "?dry_run=true", 200).jsonPath().getBoolean("removable"))
                    .as("an object is only planned")
                    .isTrue();
            stored.run("""
                    UPDATE chunk_archive
                    SET state = 'exported', rows = 1, contents = '{}', object = 'o', bytes = 1, sha256 = repeat('0', 64),
                        exported_at = now()
                    WHERE chunk = 'removal-test'""");

            JsonPath preview = remove(well + "?dry_run=true", 200).jsonPath();
            assertThat(preview.getBoolean("removable")).isFalse();
            assertThat(preview.getString("reason")).contains("archive");
            remove(well, 409);
            assertThat(rows(well)).isEqualTo(whole);
        } finally {
            stored.run("DELETE FROM chunk_archive WHERE chunk = 'removal-test'");
        }
    }

    @Test
    void noMoreThanAMillionRowsAreRemovedInAnHour() throws SQLException {
        stored.run("INSERT INTO removed_well (well_id, removed_by, samples, findings)"
                + " VALUES ('BEFORE', 'test', 999990, 8)");

        assertThat(remove(well, 429).header("Retry-After")).isEqualTo("3600");

        assertThat(rows(well)).isEqualTo(whole);
    }

    @Test
    void theServiceItselfCannotForgetWhatItRemoved() throws SQLException {
        assertThat(stored.text(
                        "SELECT string_agg(DISTINCT privilege_type, ' ') FROM information_schema.role_table_grants"
                                + " WHERE table_name = 'removed_well' AND grantee <> current_user"))
                .isEqualTo("SELECT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NONE-1", "NONE-1?dry_run=true", "%00"})
    void aWellThatDoesNotExistIsNotFound(String path) {
        remove(path, 404);
    }

    @Test
    void aWellOutsideTheScopeOfTheAdministratorIsNotFound() throws SQLException {
        tokens.as(Role.ADMIN, "OTHERS-*").delete("/api/v1/wells/" + well).then().statusCode(404);

        assertThat(rows(well)).isEqualTo(whole);
    }

    @Test
    void aParameterThatIsNeitherTrueNorFalseIsRefused() {
        remove(well + "?dry_run=yes", 400);
    }

    private Response remove(String path, int status) {
        Response answer = tokens.as(Role.ADMIN).urlEncodingEnabled(false).delete("/api/v1/wells/" + path);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        return answer;
    }

    private void post(String rows) {
        tokens.as(Role.WRITER)
                .contentType("text/csv")
                .body("well_id,timestamp,pip\n" + rows)
                .post("/api/v1/telemetry")
                .then()
                .statusCode(200);
    }

    /// Samples, findings, hours of the rollups, and the entry of a well.
    private long rows(String wellId) throws SQLException {
        return stored.number("""
                SELECT (SELECT count(*) FROM esp_telemetry WHERE well_id = '%1$s')
                     + (SELECT count(*) FROM diagnostic_results WHERE well_id = '%1$s')
                     + (SELECT count(*) FROM well WHERE well_id = '%1$s')
                     + (SELECT count(*) FROM esp_telemetry_1h WHERE well_id = '%1$s')""".formatted(wellId));
    }
}

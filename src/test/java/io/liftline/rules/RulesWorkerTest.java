package io.liftline.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.access.Role;
import io.liftline.fixtures.TestDatabase;
import io.liftline.fixtures.Tokens;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The worker on the real database.
@QuarkusTest
class RulesWorkerTest {

    @Inject
    RulesWorker worker;

    @Inject
    Tokens tokens;

    @Inject
    MeterRegistry metrics;

    private final TestDatabase database = TestDatabase.ofService();
    private WatchedWell well;

    @BeforeEach
    void begin() throws SQLException {
        database.run("DELETE FROM rule_state");
        well = new WatchedWell(database, tokens);
        well.register();
    }

    @Test
    void aFindingIsOpenedOnceAndClosedOnce() throws SQLException {
        complete();
        double before = opened();
        well.store(120, 61, WatchedWell.COOL);
        well.store(60, 21, WatchedWell.HOT);
        complete();
        complete();

        JsonObject finding = well.only("state=open");
        assertThat(finding.getString("diagnosis")).isEqualTo("high motor temperature");
        assertThat(finding.getString("rule")).isEqualTo("high_motor_temperature");
        assertThat(finding.getString("severity")).isEqualTo("high");
        assertThat(finding.getString("timestamp"))
                .isEqualTo(well.now().minus(Duration.ofMinutes(55)).toString());
        assertThat(finding.getJsonObject("telemetry_snapshot").getDouble("motor_temp"))
                .isEqualTo(124);
        assertThat(opened() - before).isEqualTo(1);

        well.store(20, 1, WatchedWell.COOL);
        complete();

        JsonObject closed = well.only("state=closed&from=-7d");
        assertThat(closed.getLong("id")).isEqualTo(finding.getLong("id"));
        assertThat(closed.getString("closed_by")).isEqualTo("rules");
        assertThat(closed.getString("closed_at"))
                .isEqualTo(well.now().minus(Duration.ofMinutes(10)).toString());
        assertThat(well.findings("from=-7d")).hasSize(1);
    }

    @Test
    void aFindingThatSomebodyHasClosedIsNotOpenedAgainWhileItLasts() throws SQLException {
        well.store(120, 61, WatchedWell.COOL);
        well.store(60, 21, WatchedWell.HOT);
        complete();
        tokens.as(Role.OPERATOR)
                .contentType("application/json")
                .body("{}")
                .post("/api/v1/diagnostics/" + well.only("state=open").getLong("id") + "/closure");
        well.store(20, 1, WatchedWell.HOT);
        complete();

        assertThat(well.findings("state=open")).isEmpty();
        assertThat(well.findings("from=-7d")).hasSize(1);
    }

    @Test
    void samplesOlderThanTheLookBackAreNotEvaluated() throws SQLException {
        well.store(60 * 30, 60 * 29, WatchedWell.HOT);
        complete();

        assertThat(well.findings("from=-7d")).isEmpty();
    }

    @Test
    void aWellThatFallsSilentIsFoundOnce() throws SQLException {
        well.store(120, 40, WatchedWell.COOL);
        complete();
        complete();

        JsonObject finding = well.only("state=open");
        assertThat(finding.getString("rule")).isEqualTo("silent_well");

        well.store(5, 1, WatchedWell.COOL);
        complete();
        assertThat(well.only("from=-7d").getString("state")).isEqualTo("closed");
    }

    /// A well is removed, and one of the same name begins to send.
    @Test
    void aRemovedWellIsForgotten() throws SQLException {
        well.store(120, 1, WatchedWell.HOT);
        complete();
        database.run("""
                DELETE FROM esp_telemetry WHERE well_id = '%1$s';
                DELETE FROM diagnostic_results WHERE well_id = '%1$s';
                DELETE FROM well WHERE well_id = '%1$s';
                """.formatted(well.id()));
        assertThat(database.row("SELECT (SELECT count(*) FROM diagnostic_state WHERE well_id = '%1$s'),"
                        + " (SELECT count(*) FROM rule_state WHERE well_id = '%1$s')".formatted(well.id())))
                .isEqualTo("0|0");

        well.register();
        well.store(60, 1, WatchedWell.HOT);
        complete();

        assertThat(well.findings("state=open")).hasSize(1);
    }

    /// 1,000 wells of half an hour, more than one transaction evaluates, and one with a sample a second for a day,
    /// more than its share in several.
    @Test
    void aThousandWellsAreEvaluatedInOneRun() throws SQLException {
        database.run("""
                INSERT INTO well (well_id, first_at, last_at, limits)
                SELECT '%1$s-' || lpad(n::text, 4, '0'), now(), now(),
                       jsonb_build_object('channels', jsonb_build_object('motor_temp', jsonb_build_object('high_alarm', 120)))
                FROM generate_series(1, 1000) AS n""".formatted(well.id()));
        database.run("""
                INSERT INTO esp_telemetry (well_id, "timestamp", motor_temp)
                SELECT '%1$s-' || lpad(n::text, 4, '0'), t, CASE WHEN n %% 10 = 0 THEN 125 ELSE 95 END
                FROM generate_series(1, 1000) AS n,
                     generate_series(now() - INTERVAL '30 minutes', now() - INTERVAL '1 minute', INTERVAL '1 minute') AS t""".formatted(well.id()));
        database.run("""
                INSERT INTO esp_telemetry (well_id, "timestamp", motor_temp)
                SELECT '%1$s', t, 125
                FROM generate_series(now() - INTERVAL '23 hours', now() - INTERVAL '1 minute', INTERVAL '1 second') AS t""".formatted(well.id()));

        complete();

        assertThat(database.row("SELECT count(*), count(DISTINCT well_id) FROM diagnostic_state WHERE state = 'open'"
                        + " AND rule = 'high_motor_temperature' AND well_id LIKE '" + well.id() + "%'"))
                .isEqualTo("101|101");
        assertThat(metrics.get("liftline.rules.lag").gauge().value()).isBetween(0.0, 300.0);
        database.run("DELETE FROM rule_state WHERE well_id LIKE '%1$s%%'; DELETE FROM well WHERE well_id LIKE '%1$s-%%'"
                .formatted(well.id()));
    }

    @Test
    void theCatalogueIsReadable() {
        Response answer = tokens.as(Role.VIEWER).get("/api/v1/rules");

        assertThat(answer.jsonPath().getList("rules.id", String.class))
                .contains("gas_lock", "broken_shaft", "silent_well")
                .doesNotHaveDuplicates();
        assertThat(answer.jsonPath().getList("rules.source", String.class))
                .allSatisfy(source -> assertThat(source).isNotBlank());
    }

    private void complete() {
        assertThat(worker.run()).isTrue();
    }

    private double opened() {
        return metrics.get("liftline.rules.findings.opened")
                .tag("rule", "high_motor_temperature")
                .counter()
                .count();
    }
}

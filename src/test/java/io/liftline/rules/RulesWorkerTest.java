package io.liftline.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.access.Role;
import io.liftline.fixtures.Await;
import io.liftline.fixtures.DatabaseServer;
import io.liftline.fixtures.TestDatabase;
import io.liftline.fixtures.Tokens;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The worker on the real database. Its samples are recent, one per minute.
@QuarkusTest
class RulesWorkerTest {

    private static final String HOT = "124.0";
    private static final String COOL = "95.0";

    @Inject
    RulesWorker worker;

    @Inject
    Tokens tokens;

    @Inject
    MeterRegistry metrics;

    private final TestDatabase database = TestDatabase.ofService();
    private final String well = "RUL-" + System.nanoTime();
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    @BeforeEach
    void begin() throws SQLException {
        database.run("DELETE FROM rule_state");
        register();
    }

    private void register() throws SQLException {
        database.run("""
                INSERT INTO well (well_id, first_at, last_at, limits)
                VALUES ('%s', now(), now(), '{"channels": {"motor_temp": {"high_alarm": 120}}}')""".formatted(well));
    }

    @Test
    void aFindingIsOpenedOnceAndClosedOnce() throws SQLException {
        double before = opened();
        store(120, 61, COOL);
        store(60, 21, HOT);
        complete();
        complete();

        JsonObject finding = only("state=open");
        assertThat(finding.getString("diagnosis")).isEqualTo("high motor temperature");
        assertThat(finding.getString("rule")).isEqualTo("high_motor_temperature");
        assertThat(finding.getString("severity")).isEqualTo("high");
        assertThat(finding.getString("timestamp"))
                .isEqualTo(now.minus(Duration.ofMinutes(55)).toString());
        assertThat(finding.getJsonObject("telemetry_snapshot").getDouble("motor_temp"))
                .isEqualTo(124);
        assertThat(opened() - before).isEqualTo(1);

        store(20, 1, COOL);
        complete();

        JsonObject closed = only("state=closed&from=-7d");
        assertThat(closed.getLong("id")).isEqualTo(finding.getLong("id"));
        assertThat(closed.getString("closed_by")).isEqualTo("rules");
        assertThat(closed.getString("closed_at"))
                .isEqualTo(now.minus(Duration.ofMinutes(10)).toString());
        assertThat(findings("from=-7d")).hasSize(1);
    }

    /// A run that is killed before its commit has stored neither the finding nor the state.
    @Test
    void aKilledLeaderLeavesNothingAndTheNextOneContinues() throws SQLException {
        store(120, 61, COOL);
        store(60, 1, HOT);
        try (Connection blocking = database.connect();
                Statement statement = blocking.createStatement()) {
            blocking.setAutoCommit(false);
            statement.execute("LOCK TABLE rule_state IN EXCLUSIVE MODE");
            Thread leader = Thread.ofVirtual().start(worker::run);
            Await.until("the leader waits", () -> !waiting().isEmpty());
            try (Connection service = database.connect(
                            DatabaseServer.setting("LIFTLINE_DB_USER"),
                            DatabaseServer.setting("LIFTLINE_DB_PASSWORD"));
                    Statement killing = service.createStatement()) {
                killing.execute("SELECT pg_terminate_backend(" + waiting().getFirst() + ")");
            }
            Await.until("the leader has ended", () -> !leader.isAlive());
            blocking.rollback();
        }
        assertThat(findings("from=-7d")).isEmpty();

        complete();

        assertThat(findings("state=open")).hasSize(1);
    }

    /// Its state is lost, as by a restore of an old backup of that table only.
    @Test
    void aLostStateOpensNoSecondFinding() throws SQLException {
        store(120, 61, COOL);
        store(60, 1, HOT);
        complete();
        database.run("DELETE FROM rule_state");

        complete();

        assertThat(findings("from=-7d")).hasSize(1);
    }

    @Test
    void aFindingThatSomebodyHasClosedIsNotOpenedAgainWhileItLasts() throws SQLException {
        store(120, 61, COOL);
        store(60, 21, HOT);
        complete();
        tokens.as(Role.OPERATOR)
                .contentType("application/json")
                .body("{}")
                .post("/api/v1/diagnostics/" + only("state=open").getLong("id") + "/closure");
        store(20, 1, HOT);
        complete();

        assertThat(findings("state=open")).isEmpty();
        assertThat(findings("from=-7d")).hasSize(1);
    }

    @Test
    void whileAnotherReplicaWorksNothingIsDone() throws SQLException {
        store(60, 1, HOT);
        try (Connection other = database.connect();
                Statement statement = other.createStatement()) {
            statement.execute(RulesSql.LOCK);

            assertThat(worker.run()).isFalse();
        }
        assertThat(findings("from=-7d")).isEmpty();
        complete();
        assertThat(findings("from=-7d")).hasSize(1);
    }

    @Test
    void samplesOlderThanTheLookBackAreNotEvaluated() throws SQLException {
        store(60 * 30, 60 * 29, HOT);
        complete();

        assertThat(findings("from=-7d")).isEmpty();
    }

    @Test
    void aWellThatFallsSilentIsFoundOnce() throws SQLException {
        store(120, 40, COOL);
        complete();
        complete();

        JsonObject finding = only("state=open");
        assertThat(finding.getString("rule")).isEqualTo("silent_well");

        store(5, 1, COOL);
        complete();
        assertThat(only("from=-7d").getString("state")).isEqualTo("closed");
    }

    @Test
    void limitsOfOtherProgramsThatMakeNoSenseAreLeftOut() throws SQLException {
        database.run("UPDATE well SET limits = '{\"channels\": 7}' WHERE well_id = '" + well + "'");
        store(60, 1, "160.0");
        complete();

        assertThat(findings("state=open").stream().map(each -> each.getString("rule")))
                .containsExactlyInAnyOrder("high_motor_temperature", "motor_temperature_trip");
    }

    @Test
    void aWellWhoseFindingsAreRefusedDoesNotStopOthers() throws SQLException {
        String other = well + "-other";
        database.run("INSERT INTO well (well_id, first_at, last_at) VALUES ('%s', now(), now())".formatted(other));
        store(60, 1, "160.0");
        database.run("""
                INSERT INTO esp_telemetry (well_id, "timestamp", motor_temp)
                SELECT '%s', "timestamp", motor_temp FROM esp_telemetry WHERE well_id = '%s'""".formatted(other, well));
        database.run("ALTER TABLE diagnostic_results ADD CONSTRAINT refused CHECK (well_id <> '%s')".formatted(well));
        try {
            complete();
        } finally {
            database.run("ALTER TABLE diagnostic_results DROP CONSTRAINT refused");
        }

        assertThat(database.row("SELECT count(*) FROM diagnostic_state WHERE well_id = '" + other + "'"))
                .isEqualTo("2");
        assertThat(findings("from=-7d")).isEmpty();
        complete();
        assertThat(findings("from=-7d")).hasSize(2);
    }

    /// A well is removed, and one of the same name begins to send.
    @Test
    void aRemovedWellIsForgotten() throws SQLException {
        store(120, 1, HOT);
        complete();
        database.run("""
                DELETE FROM esp_telemetry WHERE well_id = '%1$s';
                DELETE FROM diagnostic_results WHERE well_id = '%1$s';
                DELETE FROM well WHERE well_id = '%1$s';
                """.formatted(well));
        assertThat(database.row("SELECT (SELECT count(*) FROM diagnostic_state WHERE well_id = '%1$s'),"
                        + " (SELECT count(*) FROM rule_state WHERE well_id = '%1$s')".formatted(well)))
                .isEqualTo("0|0");

        register();
        store(60, 1, HOT);
        complete();

        assertThat(findings("state=open")).hasSize(1);
    }

    @Test
    void aStateThatCannotBeReadBeginsAnew() throws SQLException {
        store(60, 1, HOT);
        complete();
        database.run("UPDATE rule_state SET state = '{\"version\":1}' WHERE well_id = '%s'".formatted(well));

        complete();

        assertThat(findings("from=-7d")).hasSize(1);
    }

    /// 1,000 wells of one hour: more transactions than one, and more samples of a well than fit into one.
    @Test
    void aThousandWellsAreEvaluatedInOneRun() throws SQLException {
        database.run("""
                INSERT INTO well (well_id, first_at, last_at, limits)
                SELECT '%1$s-' || lpad(n::text, 4, '0'), now(), now(),
                       jsonb_build_object('channels', jsonb_build_object('motor_temp', jsonb_build_object('high_alarm', 120)))
                FROM generate_series(1, 1000) AS n""".formatted(well));
        database.run("""
                INSERT INTO esp_telemetry (well_id, "timestamp", motor_temp)
                SELECT '%1$s-' || lpad(n::text, 4, '0'), t, CASE WHEN n %% 10 = 0 THEN 125 ELSE 95 END
                FROM generate_series(1, 1000) AS n,
                     generate_series(now() - INTERVAL '30 minutes', now() - INTERVAL '1 minute', INTERVAL '1 minute') AS t""".formatted(well));
        database.run("""
                INSERT INTO esp_telemetry (well_id, "timestamp", motor_temp)
                SELECT '%1$s', t, 125
                FROM generate_series(now() - INTERVAL '30 minutes', now() - INTERVAL '1 minute', INTERVAL '1 second') AS t""".formatted(well));

        complete();

        assertThat(database.row("SELECT count(*), count(DISTINCT well_id) FROM diagnostic_state WHERE state = 'open'"
                        + " AND rule = 'high_motor_temperature' AND well_id LIKE '" + well + "%'"))
                .isEqualTo("101|101");
        assertThat(metrics.get("liftline.rules.lag").gauge().value()).isBetween(0.0, 300.0);
        database.run("DELETE FROM rule_state WHERE well_id LIKE '%1$s%%'; DELETE FROM well WHERE well_id LIKE '%1$s-%%'"
                .formatted(well));
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

    /// Samples from so many to so many minutes ago, both inclusive.
    private void store(int from, int to, String motorTemp) throws SQLException {
        database.run(
                """
                INSERT INTO esp_telemetry (well_id, "timestamp", motor_temp)
                SELECT '%s', t, %s
                FROM generate_series('%s'::timestamptz, '%s'::timestamptz, INTERVAL '1 minute') AS t""".formatted(well, motorTemp, now.minus(Duration.ofMinutes(from)), now.minus(Duration.ofMinutes(to))));
    }

    private List<String> waiting() throws SQLException {
        return database.rows("SELECT pid FROM pg_locks WHERE relation = 'rule_state'::regclass AND NOT granted");
    }

    private double opened() {
        return metrics.get("liftline.rules.findings.opened")
                .tag("rule", "high_motor_temperature")
                .counter()
                .count();
    }

    private JsonObject only(String query) {
        List<JsonObject> findings = findings(query);
        assertThat(findings).hasSize(1);
        return findings.getFirst();
    }

    private List<JsonObject> findings(String query) {
        Response answer = tokens.as(Role.VIEWER).get("/api/v1/diagnostics?wells=" + well + "&" + query);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return new JsonObject(answer.asString())
                .getJsonArray("diagnostics").stream()
                        .map(JsonObject.class::cast)
                        .toList();
    }
}

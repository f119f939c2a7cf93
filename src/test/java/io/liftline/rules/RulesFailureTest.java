package io.liftline.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.fixtures.Await;
import io.liftline.fixtures.DatabaseServer;
import io.liftline.fixtures.TestDatabase;
import io.liftline.fixtures.Tokens;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The worker when another one is killed, or what it finds in the database is not as it should be.
@QuarkusTest
class RulesFailureTest {

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

    /// A run that is killed before its commit has stored neither the finding nor the state.
    @Test
    void aKilledLeaderLeavesNothingAndTheNextOneContinues() throws SQLException {
        well.store(120, 61, WatchedWell.COOL);
        well.store(60, 1, WatchedWell.HOT);
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
        assertThat(well.findings("from=-7d")).isEmpty();

        complete();

        assertThat(well.findings("state=open")).hasSize(1);
    }

    /// Its state is lost, as by a restore of an old backup of that table only.
    @Test
    void aLostStateOpensNoSecondFinding() throws SQLException {
        well.store(120, 61, WatchedWell.COOL);
        well.store(60, 1, WatchedWell.HOT);
        complete();
        database.run("DELETE FROM rule_state");

        complete();

        assertThat(well.findings("from=-7d")).hasSize(1);
    }

    @Test
    void whileAnotherReplicaWorksNothingIsDone() throws SQLException {
        well.store(60, 1, WatchedWell.HOT);
        try (Connection other = database.connect();
                Statement statement = other.createStatement()) {
            statement.execute(RulesSql.LOCK);

            assertThat(worker.run()).isFalse();
        }
        assertThat(well.findings("from=-7d")).isEmpty();
        complete();
        assertThat(well.findings("from=-7d")).hasSize(1);
    }

    @Test
    void limitsOfOtherProgramsThatMakeNoSenseAreLeftOut() throws SQLException {
        database.run("UPDATE well SET limits = '{\"channels\": 7}' WHERE well_id = '" + well.id() + "'");
        well.store(60, 1, "160.0");
        complete();

        assertThat(well.findings("state=open").stream().map(each -> each.getString("rule")))
                .containsExactlyInAnyOrder("high_motor_temperature", "motor_temperature_trip");
    }

    /// One of the others is evaluated before it, in the same transaction, which is rolled back.
    @Test
    void aWellWhoseFindingsAreRefusedDoesNotStopOthers() throws SQLException {
        complete();
        double before = opened();
        String other = well.id() + "-other";
        String earlier = well.id().substring(0, well.id().length() - 1);
        well.store(60, 1, "160.0");
        for (String each : List.of(earlier, other)) {
            database.run("INSERT INTO well (well_id, first_at, last_at) VALUES ('%s', now(), now())".formatted(each));
            database.run("""
                    INSERT INTO esp_telemetry (well_id, "timestamp", motor_temp)
                    SELECT '%s', "timestamp", motor_temp FROM esp_telemetry WHERE well_id = '%s'""".formatted(each, well.id()));
        }
        database.run(
                "ALTER TABLE diagnostic_results ADD CONSTRAINT refused CHECK (well_id <> '%s')".formatted(well.id()));
        try {
            complete();
        } finally {
            database.run("ALTER TABLE diagnostic_results DROP CONSTRAINT refused");
        }

        assertThat(database.row("SELECT count(*) FROM diagnostic_state WHERE well_id = '" + other + "'"))
                .isEqualTo("2");
        assertThat(well.findings("from=-7d")).isEmpty();
        assertThat(opened() - before).as("one of each other well").isEqualTo(2);
        complete();
        assertThat(well.findings("from=-7d")).hasSize(2);
    }

    @Test
    void aStateThatCannotBeReadBeginsAnew() throws SQLException {
        well.store(60, 1, WatchedWell.HOT);
        complete();
        database.run("UPDATE rule_state SET state = '{\"version\":1}' WHERE well_id = '%s'".formatted(well.id()));

        complete();

        assertThat(well.findings("from=-7d")).hasSize(1);
    }

    private void complete() {
        assertThat(worker.run()).isTrue();
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
}

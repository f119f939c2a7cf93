package io.liftline.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.liftline.fixtures.Api;
import io.liftline.fixtures.Await;
import io.liftline.fixtures.RawConnection;
import io.liftline.fixtures.TestDatabase;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Questions about ranges at a streaming standby, which lags behind, and stops.
class StandbyIT {

    private static final String NOW = "?from=-1h&to=now&channels=pip";

    private static Cluster primary;
    private static Cluster standby;
    private static TestDatabase database;
    private static Program program;
    private static Api api;
    private static String admin;

    @BeforeAll
    static void startAll() throws Exception {
        primary = Cluster.named("primary");
        standby = Cluster.named("standby");
        primary.start();
        standby.createAsStandbyOf(primary);
        database = TestDatabase.emptyOn(primary.server());
        Map<String, String> settings = new HashMap<>(database.settings());
        settings.put(
                "LIFTLINE_QUERY_DATASOURCE_URL",
                database.on(standby.server()).jdbcUrl().substring("jdbc:".length()));
        settings.put("LIFTLINE_QUERY_DATASOURCE_MAX_LAG", "PT4S");
        program = Program.ready(database, settings);
        api = program.api();
        admin = api.login();
    }

    @AfterAll
    static void stopAll() throws Exception {
        if (program != null) {
            program.close();
        }
        if (primary != null && standby != null) {
            standby.close();
            primary.close();
        }
    }

    @Test
    void rangesMayLagBehindNewestSamplesDoNot() throws Exception {
        awaitInUse();
        post("LAG-1", 10);
        Await.until(
                "the standby has the sample",
                () -> count("LAG-1") == 1
                        && fleet("LAG-1").at("/values/pip/value").asDouble() == 10);
        double asked = statements();
        standby.query("SELECT pg_wal_replay_pause()");
        try {
            post("LAG-1", 20);

            assertThat(json("/wells/LAG-1/latest").get("pip").asDouble()).isEqualTo(20);
            assertThat(samples("LAG-1").findValuesAsText("pip")).containsExactly("10.0");
            assertThat(json("/wells/LAG-1/series" + NOW + "&bucket=P1D&aggregates=count")
                            .at("/series/pip/count/0")
                            .asInt())
                    .isEqualTo(1);
            assertThat(json("/telemetry/summary" + NOW + "&wells=LAG-1")
                            .at("/wells/0/count")
                            .asInt())
                    .isEqualTo(1);
            assertThat(fleet("LAG-1").at("/values/pip/value").asDouble()).isEqualTo(10);
            assertThat(statements()).isGreaterThanOrEqualTo(asked + 4);

            Await.until("the standby is too far behind", () -> ready().contains("too far behind"));
            assertThat(samples("LAG-1").findValuesAsText("pip")).containsExactly("10.0", "20.0");
            assertThat(metric("liftline_query_replica_lag_seconds")).isGreaterThan(4);
        } finally {
            standby.query("SELECT pg_wal_replay_resume()");
        }
        awaitInUse();
        Await.until("the standby has both samples", () -> count("LAG-1") == 2);
    }

    @Test
    void withoutItsStandbyTheDatabaseIsAsked() throws Exception {
        awaitInUse();
        post("AWAY-1", 10);
        standby.stop();
        try {
            for (int i = 0; i < 20; i++) {
                assertThat(samples("AWAY-1")).hasSize(1);
            }
            Await.until("the standby is away", () -> ready().contains("\"away\""));
            assertThat(program.management("/q/health/ready").statusCode()).isEqualTo(200);
            assertThat(metric("liftline_query_replica_lag_seconds")).isNaN();
        } finally {
            standby.start();
        }
        awaitInUse();
        assertThat(samples("AWAY-1")).hasSize(1);
    }

    @Test
    void theStatementOfAClientThatLeavesIsCancelledAtTheStandby() throws Exception {
        awaitInUse();
        post("LEFT-1", 10);
        Await.until("the standby has the sample", () -> count("LEFT-1") == 1);
        try (var lock = database.server().connect(database.name());
                var statement = lock.createStatement();
                RawConnection client = RawConnection.from("127.0.0.1", api.uri("/"))) {
            lock.setAutoCommit(false);
            statement.execute("LOCK TABLE esp_telemetry IN ACCESS EXCLUSIVE MODE");
            primary.query("SELECT pg_switch_wal()"); // sends what is written of the log
            Await.until("the lock has arrived", () -> isLocked());

            client.send("GET /api/v1/wells/LEFT-1/telemetry%s HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer %s\r\n\r\n"
                    .formatted(NOW, admin));
            Await.until("the statement waits at the standby", () -> waiting() == 1);
            client.close();

            Await.until("the statement is cancelled", () -> waiting() == 0);
            lock.rollback();
        }
        Await.until("the lock is gone", () -> count("LEFT-1") == 1);
    }

    private static boolean isLocked() throws Exception {
        return !database.on(standby.server())
                .rows(
                        "SELECT 1 FROM pg_locks WHERE mode = 'AccessExclusiveLock' AND relation = 'esp_telemetry'::regclass")
                .isEmpty();
    }

    private static int waiting() throws Exception {
        return Integer.parseInt(standby.query("""
                        SELECT count(*) FROM pg_stat_activity
                        WHERE application_name = 'liftline-query' AND wait_event_type = 'Lock'""").strip());
    }

    private static void awaitInUse() {
        Await.until("the standby is in use", () -> ready().contains("\"lag ") && !ready().contains("too far behind"));
    }

    private static String ready() throws Exception {
        return program.management("/q/health/ready").body();
    }

    private static double statements() throws Exception {
        return metric("liftline_query_standby_statements_total");
    }

    private static double metric(String name) throws Exception {
        return program.management("/q/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static JsonNode samples(String well) throws Exception {
        return json("/wells/" + well + "/telemetry" + NOW).get("samples");
    }

    /// Of a well that the standby may not have yet.
    private static int count(String well) throws Exception {
        HttpResponse<String> answer = api.get("/api/v1/wells/" + well + "/telemetry" + NOW, admin);
        return answer.statusCode() == 404 ? 0 : Api.json(answer).get("samples").size();
    }

    private static JsonNode fleet(String well) throws Exception {
        return json("/fleet?wells=" + well).at("/wells/0");
    }

    private static JsonNode json(String path) throws Exception {
        HttpResponse<String> answer = api.get("/api/v1" + path, admin);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Api.json(answer);
    }

    private static void post(String well, int pip) throws Exception {
        Instant time = Instant.now().minusSeconds(60 - pip);
        assertThat(api.ingest(
                                admin,
                                "{\"well_id\": \"%s\", \"timestamp\": \"%s\", \"pip\": %d}\n"
                                        .formatted(well, time, pip))
                        .statusCode())
                .isEqualTo(200);
    }
}

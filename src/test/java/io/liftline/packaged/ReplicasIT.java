package io.liftline.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.liftline.fixtures.Api;
import io.liftline.fixtures.Await;
import io.liftline.fixtures.TestDatabase;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Several replicas of the packaged program on one database. They are equal, and stopping one loses nothing.
class ReplicasIT {

    @AutoClose
    private TestDatabase database;

    @BeforeEach
    void makeDatabase() throws SQLException {
        database = TestDatabase.empty();
    }

    @Test
    void threeReplicasStartedTogetherMigrateAnEmptyDatabaseOnce() throws Exception {
        try (Program one = Program.start(database, Map.of());
                Program two = Program.start(database, Map.of());
                Program three = Program.start(database, Map.of())) {
            for (Program program : List.of(one, two, three)) {
                program.awaitReady();
            }

            assertThat(database.rows("SELECT version FROM liftline_schema_history WHERE success"))
                    .isNotEmpty()
                    .doesNotHaveDuplicates();
            assertThat(database.count("app_user")).isEqualTo(1);
            assertThat(database.count("signing_key")).isEqualTo(1);
            assertThat(one.api().get("/api/v1/auth/me", three.api().login()).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void twoReplicasGiveTheSameAnswersForTheSameToken() throws Exception {
        try (Program one = Program.ready(database);
                Program two = Program.ready(database)) {
            String token = one.api().login();
            String samples = Api.sample("WELL-001", 1) + Api.sample("WELL-002", 2);
            JsonNode first = Api.json(one.api().ingest(token, samples));
            JsonNode replay = Api.json(two.api().ingest(token, samples));

            assertThat(first.get("inserted").asInt()).isEqualTo(2);
            assertThat(replay.get("inserted").asInt()).isZero();
            assertThat(replay.get("duplicates").asInt()).isEqualTo(2);
            assertThat(database.count("esp_telemetry")).isEqualTo(2);
            for (String question : List.of(
                    "/api/v1/wells",
                    "/api/v1/wells/WELL-001/latest",
                    "/api/v1/wells/WELL-002/telemetry?from=2025-11-20T00:00:00Z&to=2025-11-21T00:00:00Z",
                    "/.well-known/jwks.json")) {
                assertThat(two.api().get(question, token).body())
                        .isEqualTo(one.api().get(question, token).body());
            }
        }
    }

    /// A rolling restart under load: clients retry each batch on the other replica if the first does not acknowledge
    /// it.
    @Test
    void noAcknowledgedSampleIsLostWhenAReplicaStops() throws Exception {
        int clients = 4;
        Set<Integer> acknowledged = ConcurrentHashMap.newKeySet();
        AtomicInteger next = new AtomicInteger();
        AtomicBoolean stop = new AtomicBoolean();
        try (Program leaving = Program.ready(database);
                Program staying = Program.ready(database);
                ExecutorService load = Executors.newFixedThreadPool(clients)) {
            String token = staying.api().login();
            for (int client = 0; client < clients; client++) {
                load.submit(() -> {
                    while (!stop.get()) {
                        int number = next.getAndIncrement();
                        if (accepts(leaving, token, number) || accepts(staying, token, number)) {
                            acknowledged.add(number);
                        }
                    }
                });
            }
            Await.pause(Duration.ofSeconds(1));
            leaving.terminate();
            assertThat(leaving.exitStatus()).isIn(0, 143);
            Await.pause(Duration.ofMillis(500));
            stop.set(true);
            load.shutdown();
            assertThat(load.awaitTermination(60, TimeUnit.SECONDS)).isTrue();

            assertThat(acknowledged).hasSize(next.get()).hasSizeGreaterThan(20);
            assertThat(database.rows(
                            "SELECT extract(epoch FROM timestamp - '2025-11-20Z')::integer FROM esp_telemetry"))
                    .hasSize(acknowledged.size())
                    .allMatch(second -> acknowledged.contains(Integer.valueOf(second)));
        }
    }

    private static boolean accepts(Program program, String token, int number) {
        try {
            return program.api().ingest(token, Api.sample("WELL-001", number)).statusCode() == 200;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}

package io.liftline.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.fixtures.Api;
import io.liftline.fixtures.Await;
import io.liftline.fixtures.LiveClient;
import io.liftline.fixtures.TestDatabase;
import java.net.http.HttpClient.Version;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Live streams of two replicas of the packaged program.
class LiveIT {

    @AutoClose
    private TestDatabase database;

    @BeforeEach
    void makeDatabase() throws SQLException {
        database = TestDatabase.empty();
    }

    @Test
    void aStreamHasTheSamplesOfEveryReplicaAndContinuesOnAnother() throws Exception {
        try (Program one = Program.ready(database);
                Program two = Program.ready(database)) {
            String token = one.api().login();
            Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
            String last;
            try (LiveClient first = LiveClient.open(one.api(), Version.HTTP_1_1, token, "");
                    LiveClient second = LiveClient.open(two.api(), Version.HTTP_1_1, token, "")) {
                first.await("open");
                second.await("open");

                post(one.api(), token, now, 1);
                post(two.api(), token, now.plusMillis(1), 2);

                for (LiveClient client : new LiveClient[] {first, second}) {
                    Await.until("both samples arrive", () -> client.samples().size() >= 2);
                    assertThat(client.samples()).contains("WELL-001 1.0", "WELL-001 2.0");
                }
                last = first.lastId();
            }
            post(one.api(), token, now.plusMillis(2), 3);

            try (LiveClient again = LiveClient.open(two.api(), Version.HTTP_1_1, token, "", "Last-Event-ID", last)) {
                Await.until("the missed sample arrives", () -> again.samples().contains("WELL-001 3.0"));
                assertThat(again.events("reset")).isEmpty();

                long began = System.nanoTime();
                two.terminate();
                assertThat(again.await("end").data().getString("reason")).isEqualTo("shutdown");
                assertThat(two.exitStatus()).isIn(0, 143);
                assertThat(System.nanoTime() - began)
                        .as("the process does not wait for the stream until its own deadline")
                        .isLessThan(15_000_000_000L);
            }
        }
    }

    private static void post(Api api, String token, Instant time, double pip) throws Exception {
        assertThat(api.ingest(
                                token,
                                "{\"well_id\": \"WELL-001\", \"timestamp\": \"%s\", \"pip\": %s}\n"
                                        .formatted(time, pip))
                        .statusCode())
                .isEqualTo(200);
    }
}

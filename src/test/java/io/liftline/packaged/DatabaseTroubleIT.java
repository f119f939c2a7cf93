package io.liftline.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.fixtures.Api;
import io.liftline.fixtures.Await;
import io.liftline.fixtures.TestDatabase;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The packaged program while its database is read-only or unreachable, and after it recovers. The program is not
/// restarted.
class DatabaseTroubleIT {

    @AutoClose
    private TestDatabase database;

    @BeforeEach
    void makeDatabase() throws SQLException {
        database = TestDatabase.empty();
    }

    /// `ALTER DATABASE … SET` affects new sessions only, so the existing connections are terminated.
    @Test
    void readinessFailsWhileTheDatabaseIsReadOnly() throws Exception {
        try (Program program = Program.ready(database)) {
            String token = program.api().login();

            readOnly("on");
            database.terminateConnections();
            program.awaitNotReady();
            HttpResponse<String> refused = program.api().ingest(token, Api.sample("WELL-001", 1));
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            assertThat(program.management("/q/health/live").statusCode()).isEqualTo(200);

            readOnly("off");
            program.awaitReady();
            assertThat(program.api().ingest(token, Api.sample("WELL-001", 1)).statusCode())
                    .isEqualTo(200);
        }
    }

    /// A connection to a demoted primary stays open and healthy. The program must close it to reach the new primary,
    /// also one that was opened after the demotion was noticed.
    @Test
    void connectionsToADemotedPrimaryAreClosed() throws Exception {
        try (Program program = Program.ready(database)) {
            String token = program.api().login();
            readOnly("on");
            database.terminateConnections();
            program.awaitNotReady();
            assertThat(program.api().get("/api/v1/wells", token).statusCode()).isEqualTo(200);
            List<String> demoted = backends();
            assertThat(demoted).isNotEmpty();

            readOnly("off");
            program.awaitReady();

            assertThat(program.api().ingest(token, Api.sample("WELL-001", 2)).statusCode())
                    .isEqualTo(200);
            assertThat(program.api().get("/api/v1/wells", token).statusCode()).isEqualTo(200);
            assertThat(program.logLines())
                    .anyMatch(line -> line.contains("Replacing the connections to a read-only database"));
            assertThat(Await.holds(Duration.ofSeconds(10), () -> Collections.disjoint(backends(), demoted)))
                    .as("connections to the demoted primary are closed")
                    .isTrue();
            assertThat(backends()).isNotEmpty();
        }
    }

    /// Until the client has detected all closed connections, a request can get one of them. It then fails with 503,
    /// never with another status.
    @Test
    void lostConnectionsAreReplaced() throws Exception {
        try (Program program = Program.ready(database)) {
            String token = program.api().login();

            database.terminateConnections();

            int status = 503;
            for (int tries = 0; status == 503 && tries < 50; tries++) {
                status = program.api().ingest(token, Api.sample("WELL-001", 3)).statusCode();
            }
            assertThat(status).isEqualTo(200);
            program.awaitReady();
        }
    }

    @Test
    void readinessFailsWhileTheDatabaseIsUnreachable() throws Exception {
        try (Program program = Program.ready(database)) {
            String token = program.api().login();

            database.onServer("ALTER DATABASE %s WITH CONNECTION LIMIT 0".formatted(database.name()));
            database.terminateConnections();
            program.awaitNotReady();
            assertThat(program.api().get("/api/v1/wells", token).statusCode()).isEqualTo(503);
            assertThat(program.management("/q/health/live").statusCode()).isEqualTo(200);

            database.onServer("ALTER DATABASE %s WITH CONNECTION LIMIT -1".formatted(database.name()));
            program.awaitReady();
            assertThat(program.api().get("/api/v1/wells", token).statusCode()).isEqualTo(200);
        }
    }

    private void readOnly(String state) throws SQLException {
        database.onServer("ALTER DATABASE %s SET default_transaction_read_only = %s".formatted(database.name(), state));
    }

    private List<String> backends() throws SQLException {
        return database.rows("""
                SELECT pid FROM pg_stat_activity WHERE datname = '%s' AND application_name ^@ 'liftline' ORDER BY pid
                """.formatted(database.name()));
    }
}

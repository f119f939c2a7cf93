package io.liftline.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.fixtures.Api;
import io.liftline.fixtures.TestDatabase;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the packaged program does when its database turns read-only or goes, and when it comes back: it is
/// never restarted here.
class DatabaseTroubleIT {

    private TestDatabase database;

    @BeforeEach
    void makeDatabase() throws SQLException {
        database = TestDatabase.empty();
    }

    @AfterEach
    void dropDatabase() throws SQLException {
        database.close();
    }

    /// `ALTER DATABASE` reaches new connections only, like a failover: old ones would go on as before.
    @Test
    void aReadOnlyDatabaseMakesItUnreadyUntilItTakesWritesAgain() throws Exception {
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

    /// The connections themselves stay open and healthy: only giving them up leads to the new primary.
    @Test
    void connectionsToADemotedPrimaryAreGivenUp() throws Exception {
        try (Program program = Program.ready(database)) {
            String token = program.api().login();
            readOnly("on");
            database.terminateConnections();
            program.awaitNotReady();
            List<String> demoted = backends();

            readOnly("off");
            program.awaitReady();

            assertThat(program.api().ingest(token, Api.sample("WELL-001", 2)).statusCode())
                    .isEqualTo(200);
            assertThat(program.logLines())
                    .anyMatch(line -> line.contains("Giving up the connections to a read-only database"));
            assertThat(backends()).isNotEqualTo(demoted);
        }
    }

    /// Until the client has noticed all of them, a request may meet one: 503, never anything else.
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
    void aDatabaseThatIsGoneMakesItUnreadyUntilItIsBack() throws Exception {
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
                SELECT pid FROM pg_stat_activity WHERE datname = '%s' AND application_name = 'liftline' ORDER BY pid
                """.formatted(database.name()));
    }
}

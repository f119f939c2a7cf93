package io.liftline.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.liftline.access.Role;
import io.liftline.fixtures.Await;
import io.liftline.fixtures.RawConnection;
import io.liftline.fixtures.Tokens;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Clients that hang up while PostgreSQL works on their question. A lock keeps the statements from ending by
/// themselves.
@QuarkusTest
class HangUpResourceTest {

    private static final String BLOCKED = """
            SELECT count(*)
            FROM pg_stat_activity
            WHERE datname = current_database() AND application_name = 'liftline' AND wait_event_type = 'Lock'
            """;

    @Inject
    Tokens tokens;

    @Inject
    @DataSource("owner")
    AgroalDataSource owner;

    /// Of the service's role, which may look at its own statements.
    @Inject
    @DataSource("copy")
    AgroalDataSource service;

    private Connection lock;
    private final List<RawConnection> clients = new ArrayList<>();

    @BeforeEach
    void holdUpAllStatements() throws SQLException {
        lock = owner.getConnection();
        lock.setAutoCommit(false);
        try (Statement statement = lock.createStatement()) {
            statement.execute("LOCK TABLE esp_telemetry, well, diagnostic_results IN ACCESS EXCLUSIVE MODE");
        }
    }

    @AfterEach
    void letGo() throws Exception {
        lock.rollback();
        lock.close();
        for (RawConnection client : clients) {
            client.close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/wells",
                "/wells/W-1/latest",
                "/wells/W-1/telemetry?from=now-1h&to=now",
                "/wells/W-1/telemetry?from=now-1h&to=now&format=ndjson",
                "/wells/W-1/series?from=-1h&bucket=PT1M",
                "/telemetry/latest",
                "/telemetry/summary?from=now-1d&to=now",
                "/diagnostics?from=now-1d&to=now"
            })
    void theStatementOfAClientThatHungUpIsCancelled(String question) throws Exception {
        ask(question);
        Await.until("the statement waits", () -> blocked() == 1);

        clients.getFirst().close();

        Await.until("the statement has ended", () -> blocked() == 0);
    }

    @Test
    void clientsThatHangUpGiveTheirPlacesToOthers() throws Exception {
        for (int i = 0; i < 40; i++) {
            ask("/wells/W-" + i + "/latest");
        }
        Await.until("all places are taken", () -> blocked() >= 7);
        for (RawConnection client : clients) {
            client.close();
        }
        Await.until("no statement is left", () -> blocked() == 0);

        lock.rollback();

        tokens.as(Role.VIEWER).get("/api/v1/wells?limit=1").then().statusCode(200);
        assertThat(blocked()).isZero();
    }

    private void ask(String question) throws Exception {
        RawConnection client = new RawConnection();
        clients.add(client);
        client.send("GET /api/v1%s HTTP/1.1\r\nHost: test\r\nAuthorization: Bearer %s\r\n\r\n"
                .formatted(question, tokens.text(Role.VIEWER, "*")));
    }

    private int blocked() throws SQLException {
        try (Connection connection = service.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(BLOCKED)) {
            row.next();
            return row.getInt(1);
        }
    }
}

package io.liftline.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.fixtures.Await;
import io.liftline.fixtures.TestDatabase;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/// Questions that take long hold every connection of the pool, and more wait for one, while the database itself
/// is well.
@QuarkusTest
@SuppressWarnings("NullAway.Init") // injected
class BusyPoolTest {

    private static final int SECONDS = 8;
    private static final String LONG = "SELECT pg_backend_pid() FROM pg_sleep(%d)".formatted(SECONDS);
    private static final String RUNNING = """
            SELECT count(*) FROM pg_stat_activity
            WHERE state = 'active' AND query = '%s' AND datname = current_database()
            """.formatted(LONG);
    private static final Duration PERIOD = Duration.ofMillis(200);

    @Inject
    Pool pool;

    @ConfigProperty(name = "quarkus.datasource.reactive.max-size")
    int size;

    @ConfigProperty(name = "quarkus.datasource.username")
    String role;

    @ConfigProperty(name = "quarkus.datasource.password")
    String password;

    @TestHTTPResource(value = "/health/ready", management = true)
    URI ready;

    @Test
    void theServiceStaysReadyAndNoConnectionIsClosed() throws SQLException {
        List<SqlConnection> connections = new ArrayList<>();
        while (connections.size() < size) { // one after the other, so that each is opened in time
            connections.add(pool.getConnection().await().atMost(Await.PATIENCE));
        }
        List<CompletableFuture<Integer>> questions =
                connections.stream().map(BusyPoolTest::ask).toList();
        Await.until("all connections are busy", () -> running() == size);
        CompletableFuture<Integer> waiting = pool.withConnection(
                        connection -> Uni.createFrom().completionStage(ask(connection)))
                .subscribeAsCompletionStage();

        while (!questions.getFirst().isDone()) {
            assertThat(RestAssured.get(ready).statusCode()).isEqualTo(200);
            Await.pause(PERIOD);
        }

        assertThat(questions).allSatisfy(question -> assertThat(question).succeedsWithin(Duration.ofSeconds(SECONDS)));
        assertThat(questions.stream().map(CompletableFuture::join).distinct()).hasSize(size);
        assertThat(waiting).as("asked for a connection of a full pool").isCompletedExceptionally();
        connections.forEach(SqlConnection::closeAndForget);
    }

    private static CompletableFuture<Integer> ask(SqlConnection connection) {
        return connection
                .query(LONG)
                .execute()
                .map(rows -> rows.iterator().next().getInteger(0))
                .subscribeAsCompletionStage();
    }

    /// Asked as the service's role, which sees its own sessions.
    private int running() throws SQLException {
        try (Connection connection = TestDatabase.ofService().connect(role, password);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(RUNNING)) {
            row.next();
            return row.getInt(1);
        }
    }
}

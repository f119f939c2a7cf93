package io.liftline.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.fixtures.Await;
import io.liftline.fixtures.DatabaseServer;
import io.liftline.fixtures.TestDatabase;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.SqlConnection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeptAliveTest {

    private static final String NAME = "kept-alive-test";
    private static final Duration BETWEEN = Duration.ofMillis(50);
    private static final String LAST_SIGN =
            "SELECT max(state_change) FROM pg_stat_activity WHERE application_name = '%s'".formatted(NAME);

    private final Vertx vertx = Vertx.vertx();
    private final TestDatabase database = TestDatabase.ofService();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void anUnusedConnectionGivesSignsOfLifeAndStaysUsable() throws SQLException {
        SqlConnection connection = open();
        KeptAlive.keep(vertx, connection, BETWEEN);

        for (int sign = 0; sign < 3; sign++) {
            String last = lastSign();
            Await.until("another sign", () -> !lastSign().equals(last));
        }

        assertThat(join(connection.query("SELECT 7").execute())
                        .iterator()
                        .next()
                        .getInteger(0))
                .isEqualTo(7);
    }

    @Test
    void aStatementInProgressIsNotDisturbed() throws SQLException {
        SqlConnection connection = open();
        KeptAlive.keep(vertx, connection, BETWEEN);

        Future<Integer> slow = connection
                .query("SELECT 7 FROM pg_sleep(0.3)")
                .execute()
                .map(rows -> rows.iterator().next().getInteger(0));

        assertThat(join(slow)).isEqualTo(7);
        String last = lastSign();
        Await.until("another sign", () -> !lastSign().equals(last));
    }

    private SqlConnection open() {
        DatabaseServer server = database.server();
        return join(PgConnection.connect(
                vertx,
                new PgConnectOptions()
                        .setHost(server.host())
                        .setPort(server.port())
                        .setDatabase(database.name())
                        .setUser(server.owner())
                        .setPassword(server.ownerPassword())
                        .addProperty("application_name", NAME)));
    }

    private String lastSign() throws SQLException {
        return database.row(LAST_SIGN);
    }

    private static <T> T join(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}

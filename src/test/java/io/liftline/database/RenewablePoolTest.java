package io.liftline.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.fixtures.Await;
import io.liftline.fixtures.DatabaseServer;
import io.liftline.fixtures.TestDatabase;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RenewablePoolTest {

    private static final String NAME = "renewable-pool-test";
    private static final String BACKEND = "SELECT pg_backend_pid()";
    private static final Duration LONGEST_STATEMENT = Duration.ofSeconds(20);

    private final Vertx vertx = Vertx.vertx();
    private final TestDatabase database = TestDatabase.ofService();
    private final AtomicInteger made = new AtomicInteger();
    private RenewablePool pool;

    @BeforeEach
    void makePool() {
        pool = pool(LONGEST_STATEMENT);
    }

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void aStatementUnderWayEndsWellOnTheOldConnection() throws Exception {
        int before = backend(pool);
        SqlConnection connection = join(pool.getConnection());
        Future<RowSet<Row>> statement =
                connection.query("SELECT pg_backend_pid() FROM pg_sleep(5)").execute();
        awaitSessions(1);

        pool.renew();
        assertThat(backend(pool)).isNotEqualTo(before);

        assertThat(join(statement).iterator().next().getInteger(0)).isEqualTo(before);
        assertThat(backend(connection)).as("the next statement").isEqualTo(before);
        join(connection.close());
        awaitSessions(1);
    }

    @Test
    void aTransactionUnderWayCommits() throws Exception {
        SqlConnection connection = join(pool.getConnection());
        var transaction = join(connection.begin());
        int before = backend(connection);

        pool.renew();

        assertThat(backend(connection)).isEqualTo(before);
        join(transaction.commit());
        join(connection.close());
    }

    @Test
    void idleConnectionsAreClosedAtOnce() throws Exception {
        backend(pool);
        awaitSessions(1);

        pool.renew();

        awaitSessions(0);
    }

    @Test
    void noMoreThanTwoOldPoolsWaitForTheirStatements() throws Exception {
        List<Future<RowSet<Row>>> statements = new ArrayList<>();
        for (int renewed = 0; renewed <= RenewablePool.MAX_RETIRED; renewed++) {
            statements.add(join(pool.getConnection())
                    .query("SELECT pg_backend_pid() FROM pg_sleep(15)")
                    .execute());
            awaitSessions(renewed + 1);
            pool.renew();
        }

        assertThat(made).hasValue(RenewablePool.MAX_RETIRED + 2);
        Await.until("the oldest is closed", () -> statements.getFirst().failed());
        awaitSessions(RenewablePool.MAX_RETIRED);
        assertThat(statements.getLast().isComplete()).isFalse();

        pool.abandon();

        Await.until("all are closed", () -> statements.stream().allMatch(Future::failed));
        awaitSessions(0);
    }

    @Test
    void aConnectionThatIsNeverReturnedIsClosedAfterTheLongestStatement() throws Exception {
        RenewablePool impatient = pool(Duration.ofMillis(500));
        SqlConnection kept = join(impatient.getConnection());
        backend(kept);

        impatient.renew();

        awaitSessions(0);
        assertThat(join(kept.query(BACKEND).execute().otherwiseEmpty())).isNull();
    }

    @Test
    void aPoolThatIsReplacedWhileManyAskGivesEveryoneAConnection() throws Exception {
        List<Future<Integer>> answers = new ArrayList<>();
        for (int asked = 0; asked < 60; asked++) {
            answers.add(pool.getConnection()
                    .compose(open -> open.query(BACKEND)
                            .execute()
                            .map(rows -> rows.iterator().next().getInteger(0))
                            .onComplete(_ -> open.close())));
            if (asked == 20 || asked == 40) {
                pool.renew();
            }
        }

        for (Future<Integer> answer : answers) {
            assertThat(join(answer)).isPositive();
        }
    }

    private RenewablePool pool(Duration longestStatement) {
        DatabaseServer server = database.server();
        PgConnectOptions options = new PgConnectOptions()
                .setHost(server.host())
                .setPort(server.port())
                .setDatabase(database.name())
                .setUser(server.owner())
                .setPassword(server.ownerPassword())
                .addProperty("application_name", NAME)
                .addProperty("client_connection_check_interval", "500ms");
        return new RenewablePool(
                vertx,
                () -> {
                    made.incrementAndGet();
                    return Pool.pool(vertx, options, new PoolOptions().setMaxSize(4));
                },
                longestStatement);
    }

    private static int backend(SqlClient client) throws Exception {
        return join(client.query(BACKEND).execute()).iterator().next().getInteger(0);
    }

    private static <T> T join(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    private void awaitSessions(int count) {
        Await.until("%d sessions".formatted(count), () -> sessions() == count);
    }

    private int sessions() throws SQLException {
        return Integer.parseInt(
                database.row("SELECT count(*) FROM pg_stat_activity WHERE application_name = '%s'".formatted(NAME)));
    }
}

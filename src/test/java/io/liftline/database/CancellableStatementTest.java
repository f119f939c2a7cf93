package io.liftline.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liftline.fixtures.Await;
import io.liftline.fixtures.DatabaseServer;
import io.liftline.fixtures.TestDatabase;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.PoolOptions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CancellableStatementTest {

    private static final String NAME = "cancellable-statement-test";
    private static final String LOCK = "SELECT pg_advisory_lock(20261130)";
    private static final String WAITING = """
            SELECT count(*)
            FROM pg_stat_activity
            WHERE application_name = '%s' AND wait_event_type = 'Lock'
            """.formatted(NAME);

    private static final String SLEEPING = """
            SELECT count(*)
            FROM pg_stat_activity
            WHERE application_name = '%s' AND wait_event = 'PgSleep'
            """.formatted(NAME);

    private static final String END_SLEEPING = """
            SELECT pg_cancel_backend(pid)
            FROM pg_stat_activity
            WHERE application_name = '%s' AND wait_event = 'PgSleep'
            """.formatted(NAME);

    private static final int CONNECTIONS = 4;

    private final Vertx vertx = Vertx.vertx();
    private final TestDatabase database = TestDatabase.ofService();
    private final Pool pool = pool();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void theConnectionIsNotLentToOthersWhileTheStatementIsInProgress() {
        SqlConnection holder = lend();
        holder.query(LOCK).execute().await().indefinitely();
        AtomicInteger process = new AtomicInteger();
        CancellableStatement<RowSet<Row>> statement = new CancellableStatement<>(pool, connection -> {
            process.set(processOf(connection));
            return connection.query(LOCK).execute();
        });
        Cancellable subscription = statement.run().subscribe().with(_ -> {}, _ -> {});
        Await.until("the statement waits", () -> database.row(WAITING).equals("1"));

        subscription.cancel();

        SqlConnection other = lend();
        assertThat(processOf(other)).isNotEqualTo(process.get());
        statement.cancel();
        Await.until("the statement has ended", () -> database.row(WAITING).equals("0"));
        assertThat(other.query("SELECT 7")
                        .execute()
                        .await()
                        .indefinitely()
                        .iterator()
                        .next()
                        .getInteger(0))
                .isEqualTo(7);
    }

    @Test
    void aStatementThatWasCancelledBeforeDoesNotBegin() {
        CancellableStatement<RowSet<Row>> statement = new CancellableStatement<>(
                pool, connection -> connection.query("SELECT 7").execute());

        statement.cancel();

        assertThatThrownBy(() -> statement.run().await().indefinitely()).isInstanceOf(CancellationException.class);
    }

    /// The question waits for a connection before the cancellations do. It fails after two seconds.
    @Test
    void asManyCancelledStatementsAsConnectionsKeepNoneOfThem() throws SQLException {
        List<CancellableStatement<RowSet<Row>>> statements = IntStream.range(0, CONNECTIONS)
                .mapToObj(_ -> new CancellableStatement<>(
                        pool,
                        connection -> connection.query("SELECT pg_sleep(60)").execute()))
                .toList();
        statements.forEach(statement -> statement.run().subscribe().with(_ -> {}, _ -> {}));
        Await.until("all run", () -> database.row(SLEEPING).equals(String.valueOf(CONNECTIONS)));
        CompletableFuture<RowSet<Row>> question = pool.withConnection(
                        connection -> connection.query("SELECT 7").execute())
                .subscribeAsCompletionStage();

        statements.forEach(CancellableStatement::cancel);
        database.run(END_SLEEPING);

        assertThat(question).succeedsWithin(Duration.ofSeconds(10));
        assertThat(question.join().iterator().next().getInteger(0)).isEqualTo(7);
    }

    private SqlConnection lend() {
        return pool.getConnection().await().indefinitely();
    }

    private static int processOf(SqlConnection connection) {
        return ((PgConnection) connection.getDelegate()).processId();
    }

    private Pool pool() {
        DatabaseServer server = database.server();
        return Pool.newInstance(PgBuilder.pool()
                .with(new PoolOptions()
                        .setMaxSize(CONNECTIONS)
                        .setConnectionTimeout(2)
                        .setConnectionTimeoutUnit(TimeUnit.SECONDS))
                .connectingTo(new PgConnectOptions()
                        .setHost(server.host())
                        .setPort(server.port())
                        .setDatabase(database.name())
                        .setUser(server.owner())
                        .setPassword(server.ownerPassword())
                        .addProperty("application_name", NAME))
                .using(vertx)
                .build());
    }
}

package io.liftline.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.liftline.fixtures.Await;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

@QuarkusTest
class UnresponsiveWatchTest {

    private static final String LONG = "SELECT pg_sleep(25)";
    private static final String RUNNING = """
            SELECT count(*)::INTEGER
            FROM pg_stat_activity
            WHERE state = 'active' AND query = '%s' AND datname = current_database()
            """.formatted(LONG);

    private static final Duration SOON = Duration.ofSeconds(5);

    @Inject
    Event<DatabaseUnresponsive> silent;

    @Inject
    Pool pool;

    @Inject
    @DataSource("copy")
    AgroalDataSource copies;

    @Test
    void whatIsUnderWayOnASilentDatabaseFailsAtOnceAndTheServerLetsGoOfItToo() throws Exception {
        CompletableFuture<?> reactive = pool.withConnection(
                        connection -> connection.query(LONG).execute())
                .subscribeAsCompletionStage()
                .toCompletableFuture();
        CompletableFuture<?> copy = CompletableFuture.runAsync(this::runLong);
        awaitRunning(2);

        silent.fire(new DatabaseUnresponsive());

        assertThat(reactive).failsWithin(SOON).withThrowableThat().havingCause().matches(DatabaseFailure::isPassing);
        assertThat(copy).failsWithin(SOON).withThrowableThat().havingCause().matches(DatabaseFailure::isPassing);
        awaitRunning(0);
    }

    private void runLong() {
        try (Connection connection = copies.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(LONG);
        } catch (SQLException e) {
            throw new CompletionException(e);
        }
    }

    private void awaitRunning(int statements) {
        Await.until("%d run".formatted(statements), SOON, () -> running() == statements);
    }

    private int running() {
        return pool.query(RUNNING)
                .execute()
                .await()
                .atMost(SOON)
                .iterator()
                .next()
                .getInteger(0);
    }
}

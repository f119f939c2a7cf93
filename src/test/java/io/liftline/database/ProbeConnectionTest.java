package io.liftline.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.liftline.fixtures.Await;
import io.liftline.fixtures.DatabaseServer;
import io.liftline.fixtures.FaultyLine;
import io.liftline.fixtures.TestDatabase;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.PgConnection;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProbeConnectionTest {

    private static final String BACKEND = "SELECT pg_backend_pid() AS pid";
    private static final String TABLE = "probe_connection_test";

    /// The time limits of both statements, plus a margin for a busy machine.
    private static final Duration DECIDED_WITHIN =
            ProbeConnection.DEADLINE.multipliedBy(2).plusSeconds(3);

    private final Vertx vertx = Vertx.vertx();
    private final TestDatabase database = TestDatabase.ofService();
    private final AtomicInteger silent = new AtomicInteger();
    private FaultyLine line;
    private ProbeConnection probe;

    @BeforeEach
    void behindALine() throws Exception {
        DatabaseServer server = database.server();
        line = new FaultyLine(new InetSocketAddress(server.host(), server.port()));
        PgConnectOptions options = new PgConnectOptions()
                .setHost("127.0.0.1")
                .setPort(line.port())
                .setDatabase(database.name())
                .setUser(server.owner())
                .setPassword(server.ownerPassword());
        probe = new ProbeConnection(
                () -> BoundedPool.inTime(PgConnection.connect(vertx, options)), silent::incrementAndGet);
    }

    @AfterEach
    void close() throws Exception {
        probe.stop();
        line.close();
        database.run("DROP TABLE IF EXISTS " + TABLE);
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void itIsOneConnectionUntilItIsRenewed() {
        int before = backend();
        assertThat(backend()).isEqualTo(before);

        probe.renew();

        assertThat(backend()).isNotEqualTo(before);
    }

    @Test
    void aBrokenConnectionIsReplacedWithoutAFailure() throws Exception {
        int before = backend();

        database.run("SELECT pg_terminate_backend(%d)".formatted(before));

        assertThat(backend()).isNotEqualTo(before);
        assertThat(silent).hasValue(0);
    }

    /// The probe's connection was lost without notice while the database is available, so the pooled
    /// connections may be lost, too.
    @Test
    void aConnectionThatWasDroppedInSilenceIsFound() {
        backend();
        line.silence();
        line.mend();

        assertUnanswered(BACKEND);

        Await.until("the silence is noticed", DECIDED_WITHIN, () -> silent.get() == 1);
        backend();
    }

    @Test
    void aDatabaseThatCannotBeReachedIsSilentAfterTwoQuestions() {
        backend();
        line.silence();

        assertUnanswered(BACKEND);

        Await.until("the silence is noticed", DECIDED_WITHIN, () -> silent.get() == 1);
    }

    @Test
    void aServerThatOnlyAcceptsIsSilentToo() {
        line.silence();

        assertUnanswered(BACKEND);

        Await.until("the silence is noticed", DECIDED_WITHIN, () -> silent.get() == 1);
    }

    /// The statement has reached the server and waits for a lock, as on an overloaded server.
    @Test
    void aDatabaseThatIsSlowIsNotSilent() throws Exception {
        database.run("CREATE TABLE %s (id int)".formatted(TABLE));
        try (Connection other = database.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE " + TABLE);

            for (int asked = 0; asked < 2; asked++) {
                assertUnanswered("SELECT count(*) FROM " + TABLE);
            }
            assertThat(Await.holds(DECIDED_WITHIN, () -> silent.get() > 0)).isFalse();
        }
        backend();
    }

    @Test
    void aDatabaseThatRefusesConnectionsIsNotSilent() {
        line.cut();

        assertThatThrownBy(this::backend).matches(DatabaseFailure::isLostConnection);

        assertThat(Await.holds(DECIDED_WITHIN, () -> silent.get() > 0)).isFalse();
    }

    private int backend() {
        return probe.ask(BACKEND).await().atMost(Await.PATIENCE).getInteger("pid");
    }

    private void assertUnanswered(String question) {
        assertThatThrownBy(() -> probe.ask(question).await().atMost(Await.PATIENCE))
                .matches(DatabaseFailure::isUnanswered)
                .cause()
                .isInstanceOf(TimeoutException.class);
    }
}

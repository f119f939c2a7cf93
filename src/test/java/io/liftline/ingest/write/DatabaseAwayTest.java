package io.liftline.ingest.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.exceptionsorter.PostgreSQLExceptionSorter;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.liftline.database.DatabaseFailure;
import io.liftline.fixtures.Await;
import io.liftline.fixtures.FaultyLine;
import io.liftline.ingest.StoredRows;
import io.liftline.trace.Traces;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class DatabaseAwayTest {

    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final Duration FOR_EVER = Duration.ofMinutes(5);

    @Inject
    @DataSource("owner")
    AgroalDataSource owner;

    @Inject
    @ConfigProperty(name = "quarkus.datasource.copy.jdbc.url")
    String url;

    @Inject
    @ConfigProperty(name = "quarkus.datasource.copy.username")
    String username;

    @Inject
    @ConfigProperty(name = "quarkus.datasource.copy.password")
    String password;

    private StoredRows stored;
    private FaultyLine line;
    private AgroalDataSource dataSource;
    private GroupCommitQueue queue;
    private SimpleMeterRegistry registry;
    private String well;

    @BeforeEach
    void behindALine() throws Exception {
        URI database = URI.create(url.substring("jdbc:".length()));
        stored = new StoredRows(owner);
        line = new FaultyLine(new InetSocketAddress(database.getHost(), database.getPort()));
        dataSource = AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(pool -> pool.maxSize(2)
                        .acquisitionTimeout(Duration.ofSeconds(3))
                        .exceptionSorter(new PostgreSQLExceptionSorter())
                        .connectionFactoryConfiguration(factory -> factory.jdbcUrl(
                                        "jdbc:postgresql://127.0.0.1:" + line.port() + database.getPath())
                                .principal(new NamePrincipal(username))
                                .credential(new SimplePassword(password)))));
        registry = new SimpleMeterRegistry();
        queue = queue(Batches.LIMITS, 1);
        well = "AWAY-" + System.nanoTime() + "-";
    }

    @AfterEach
    void close() throws Exception {
        dataSource.close();
        line.close();
    }

    @Test
    void everyoneInTheQueueIsToldToTryAgainAndCanOnceItIsBack() throws Exception {
        assertThat(settled(queue.add(Batches.rows(well, 0, 3)))).isEqualTo(Batches.counts(3, 0, 0));

        List<CompletableFuture<WriteCounts>> answers = new ArrayList<>();
        try (StoredRows.Hold _ = stored.hold()) {
            for (int i = 0; i < 8; i++) {
                answers.add(queue.add(Batches.rows(well + i, 0, 10)));
            }
            line.cut();
            assertThat(queue.awaitEmpty(DEADLINE)).isTrue();
        }

        assertThat(answers).allSatisfy(DatabaseAwayTest::assertToldToTryAgain);

        line.mend();
        long inserted = 0;
        for (int i = 0; i < 8; i++) {
            inserted += settled(queue.add(Batches.rows(well + i, 0, 10))).inserted();
        }
        assertThat(stored.count(well)).isEqualTo(83);
        assertThat(inserted).isBetween(70L, 80L); // the write in progress may be committed without an acknowledgement
    }

    @Test
    void aConnectionThatDiedInThePoolIsReplacedUnnoticed() throws Exception {
        assertThat(settled(queue.add(Batches.rows(well, 0, 3)))).isEqualTo(Batches.counts(3, 0, 0));
        line.cut();
        line.mend();

        assertThat(settled(queue.add(Batches.rows(well, 3, 3)))).isEqualTo(Batches.counts(3, 0, 0));
        assertThat(settled(queue.add(Batches.rows(well, 3, 3)))).isEqualTo(Batches.counts(0, 0, 3));
        line.cut();
        line.mend();

        ConflictWriter conflicts =
                new ConflictWriter(new WriterConnections(dataSource), new LateHours(InstantSource.system()));
        CommitGroup again = new CommitGroup(List.of(Batches.rows(well, 3, 4)));
        assertThat(conflicts.write(again, new CopyRows()).of(0)).isEqualTo(Batches.counts(1, 0, 3));
    }

    /// The server may commit what it has received although the connection is lost. A second attempt would then
    /// count these rows as duplicates.
    @ParameterizedTest
    @ValueSource(ints = {10, 90_000})
    void aCopyWhoseConnectionBreaksAtItsEndOrInItsMiddleIsNotTriedAgain(int rows) throws Exception {
        CompletableFuture<WriteCounts> answer;
        try (StoredRows.Hold _ = stored.hold(well, Batches.START)) {
            answer = queue.add(Batches.rows(well, 0, rows));
            awaitUnderWay();
            line.cut();
            line.mend();
            assertThat(queue.awaitEmpty(DEADLINE)).isTrue();
        }

        assertToldToTryAgain(answer);
        WriteCounts replay = settled(queue.add(Batches.rows(well, 0, rows)));
        assertThat(replay.inserted() + replay.duplicates()).isEqualTo(rows);
        assertThat(stored.count(well)).isEqualTo(rows);
    }

    @Test
    void aBrokenConnectionFailsWhatWasOnItAndWhatOnlyWaitsIsWrittenOnTheNext() throws Exception {
        CompletableFuture<WriteCounts> onIt;
        List<CompletableFuture<WriteCounts>> waiting = new ArrayList<>();
        try (StoredRows.Hold _ = stored.hold(well, Batches.START)) {
            onIt = queue.add(Batches.rows(well, 0, 10));
            awaitUnderWay();
            for (int i = 0; i < 5; i++) {
                waiting.add(queue.add(Batches.rows(well + i, 0, 10)));
            }
            assertThat(queue.waiting()).isEqualTo(5);
            line.cut();
            line.mend();
            for (CompletableFuture<WriteCounts> answer : waiting) {
                assertThat(settled(answer)).isEqualTo(Batches.counts(10, 0, 0));
            }
        }

        assertToldToTryAgain(onIt);
    }

    @Test
    void aConflictTransactionWhoseConnectionBreaksLeavesNothingAndFails() throws Exception {
        settled(queue.add(Batches.rows(well, 0, 1)));
        CompletableFuture<WriteCounts> answer;
        try (StoredRows.Hold _ = stored.hold(well, Batches.START.plusSeconds(9))) {
            answer = CompletableFuture.supplyAsync(this::writeTenRowsByTheConflictPath);
            awaitUnderWay();
            line.cut();
            line.mend();
            Await.until("the broken connection is noticed", answer::isDone);
        }

        assertToldToTryAgain(answer);
        assertThat(settled(queue.add(Batches.rows(well, 0, 10)))).isEqualTo(Batches.counts(9, 0, 1));
    }

    private WriteCounts writeTenRowsByTheConflictPath() {
        try {
            return new ConflictWriter(new WriterConnections(dataSource), new LateHours(InstantSource.system()))
                    .write(new CommitGroup(List.of(Batches.rows(well, 0, 10))), new CopyRows())
                    .of(0);
        } catch (SQLException e) {
            throw new CompletionException(e);
        }
    }

    /// Each request needs its own commit, and each attempt to connect takes three seconds.
    @Test
    void whoeverWaitsFailsWithTheFirstConnectionThatCannotBeHad() {
        queue = queue(new GroupCommitQueue.Limits(10, 1_000, Duration.ofMillis(5), FOR_EVER), 1);
        line.silence();

        List<CompletableFuture<WriteCounts>> answers = IntStream.range(0, 6)
                .mapToObj(i -> queue.add(Batches.rows(well + i, 0, 10)))
                .toList();

        Await.until(
                "all have failed",
                Duration.ofSeconds(10),
                () -> answers.stream().allMatch(CompletableFuture::isDone));
        assertThat(answers).allSatisfy(DatabaseAwayTest::assertToldToTryAgain);
    }

    @Test
    void aFewRowsWaitForCompanyAgainAfterAnOutageHasEmptiedTheQueue() throws Exception {
        queue = queue(new GroupCommitQueue.Limits(10_000, 100, FOR_EVER, FOR_EVER), 2);
        try (StoredRows.Hold _ = stored.hold()) {
            queue.add(Batches.rows(well, 0, 1));
            awaitUnderWay();
            queue.add(Batches.rows(well, 1, 99));
            assertThat(queue.waiting()).isEqualTo(1);
            line.cut();
            assertThat(queue.awaitEmpty(DEADLINE)).isTrue();
        }
        line.mend();

        CompletableFuture<WriteCounts> few;
        try (StoredRows.Hold _ = stored.hold()) {
            queue.add(Batches.rows(well, 200, 1));
            awaitUnderWay();
            few = queue.add(Batches.rows(well, 300, 1));
            Await.pause(Duration.ofMillis(200));
            assertThat(queue.waiting()).isEqualTo(1);
        }
        assertThat(settled(few)).isEqualTo(Batches.counts(1, 0, 0));
    }

    private GroupCommitQueue queue(GroupCommitQueue.Limits limits, int writers) {
        WriterConnections connections = new WriterConnections(dataSource);
        WriteMetrics metrics = new WriteMetrics(registry);
        return new GroupCommitQueue(
                new GroupWriter(
                        new CopyWriter(
                                connections, new StoredTypes(connections), new LateHours(InstantSource.system())),
                        new ConflictWriter(connections, new LateHours(InstantSource.system())),
                        metrics,
                        Traces.off(),
                        _ -> {}),
                limits,
                writers,
                metrics);
    }

    private void awaitUnderWay() {
        Await.until("a statement waits for the table", () -> stored.waitsForLocks() > 0);
    }

    private static void assertToldToTryAgain(CompletableFuture<WriteCounts> answer) {
        assertThat(answer)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .havingCause()
                .matches(DatabaseFailure::isPassing);
    }

    private static WriteCounts settled(CompletableFuture<WriteCounts> answer) throws Exception {
        return answer.get(20, TimeUnit.SECONDS);
    }

    @Test
    void aRefusedConnectionIsKnownAlsoAsTheCauseOfWhatTheWaitingThreadGets() {
        Throwable refused = new ConnectException("Connection refused");
        Throwable waitedFor =
                catchThrowable(() -> Uni.createFrom().failure(refused).await().atMost(DEADLINE));

        assertThat(List.of(refused, waitedFor)).allMatch(DatabaseFailure::isPassing);
        assertThat(List.of(refused, waitedFor)).allMatch(DatabaseFailure::isLostConnection);
    }

    @Test
    void failuresOfTheJdbcDriverAreToldApart() {
        assertThat(List.of(new SQLException("no connection in the pool"), new SQLException("broken", "08006")))
                .allMatch(DatabaseFailure::isPassing);
        assertThat(DatabaseFailure.isPassing(new SQLException("refused", "23514")))
                .isFalse();
        SQLException timedOut = new SQLException("timed out", "57014"); // a retry would take as long again
        assertThat(DatabaseFailure.isPassing(timedOut)).isFalse();
        assertThat(DatabaseFailure.isLostConnection(timedOut)).isFalse();
    }
}

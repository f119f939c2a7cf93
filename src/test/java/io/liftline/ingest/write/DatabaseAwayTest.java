package io.liftline.ingest.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.exceptionsorter.PostgreSQLExceptionSorter;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.liftline.database.DatabaseFailure;
import io.liftline.fixtures.FaultyLine;
import io.liftline.ingest.StoredRows;
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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DatabaseAwayTest {

    private static final Duration DEADLINE = Duration.ofSeconds(20);

    @Inject
    ConflictWriter unnest;

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
        WriteMetrics metrics = new WriteMetrics(new SimpleMeterRegistry());
        queue = new GroupCommitQueue(
                new GroupWriter(new CopyWriter(dataSource), unnest, DEADLINE, metrics, _ -> {}),
                Batches.LIMITS,
                1,
                metrics);
        well = "AWAY-" + System.nanoTime() + "-";
    }

    @AfterEach
    void close() throws Exception {
        dataSource.close();
        line.close();
    }

    @Test
    void everyoneInTheQueueIsToldToTryAgainAndCanOnceItIsBack() throws Exception {
        assertThat(queue.add(Batches.rows(well, 0, 3)).get(20, TimeUnit.SECONDS))
                .isEqualTo(new WriteCounts(3, 0));

        List<CompletableFuture<WriteCounts>> answers = new ArrayList<>();
        try (StoredRows.Hold _ = stored.hold()) {
            for (int i = 0; i < 8; i++) {
                answers.add(queue.add(Batches.rows(well + i, 0, 10)));
            }
            line.cut();
            assertThat(queue.awaitEmpty(DEADLINE)).isTrue();
        }

        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer)
                        .failsWithin(Duration.ZERO)
                        .withThrowableThat()
                        .havingCause()
                        .matches(DatabaseFailure::isPassing));

        line.mend();
        long inserted = 0;
        for (int i = 0; i < 8; i++) {
            inserted += queue.add(Batches.rows(well + i, 0, 10))
                    .get(20, TimeUnit.SECONDS)
                    .inserted();
        }
        assertThat(stored.count(well)).isEqualTo(83);
        assertThat(inserted).isBetween(70L, 80L); // the one under way may have been committed unheard
    }

    @Test
    void aConnectionThatDiedInThePoolIsReplacedUnnoticed() throws Exception {
        assertThat(queue.add(Batches.rows(well, 0, 3)).get(20, TimeUnit.SECONDS))
                .isEqualTo(new WriteCounts(3, 0));
        line.cut();
        line.mend();

        assertThat(queue.add(Batches.rows(well, 3, 3)).get(20, TimeUnit.SECONDS))
                .isEqualTo(new WriteCounts(3, 0));
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
        assertThat(List.of(
                        new SQLException("no connection in the pool"),
                        new SQLException("broken", "08006"),
                        new SQLException("timed out", "57014")))
                .allMatch(DatabaseFailure::isPassing);
        assertThat(DatabaseFailure.isPassing(new SQLException("refused", "23514")))
                .isFalse();
        assertThat(DatabaseFailure.isLostConnection(new SQLException("timed out", "57014")))
                .isFalse();
    }
}

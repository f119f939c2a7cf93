package io.liftline.ingest.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.liftline.ingest.StoredRows;
import io.quarkus.agroal.DataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.PGConnection;

@QuarkusTest
class WellRegistryTest {

    @Inject
    WriterConnections connections;

    @Inject
    @DataSource("owner")
    AgroalDataSource owner;

    @Inject
    TelemetryWriter writer;

    @Inject
    @DataSource("copy")
    AgroalDataSource copy;

    @Inject
    Pool pool;

    private WellRegistry registry;
    private StoredRows stored;
    private String well;

    @BeforeEach
    void setUp() {
        registry = new WellRegistry(connections);
        stored = new StoredRows(owner);
        well = "REG-" + System.nanoTime();
    }

    @Test
    void aNewWellIsInTheTableBeforeItsRowsAreAcknowledged() throws Exception {
        writer.write(Batches.rows(well, 5, 10)).get(20, TimeUnit.SECONDS);

        assertThat(times(well)).isEqualTo(times(5, 14));
    }

    @ParameterizedTest
    @EnumSource
    void soIsOneThatComesInAnyOtherWay(OnConflict onConflict) throws Exception {
        writer.write(Batches.rows(well + "-KNOWN", 0, 1)).get(20, TimeUnit.SECONDS);
        String both = Batches.sample(well + "-KNOWN", 0, "\"pip\":2")
                + Batches.sample(well, 3, "\"pip\":2")
                + Batches.sample(well, 1, "\"pip\":2");

        writer.write(Batches.of(onConflict, both)).get(20, TimeUnit.SECONDS);

        assertThat(times(well)).isEqualTo(times(1, 3));
        assertThat(times(well + "-KNOWN")).isEqualTo(times(0, 0));
    }

    @Test
    void aWellThatAnotherReplicaRemovedIsStoredAgainWithItsNextSample() throws Exception {
        registry.noticeRemovals();
        registry.committed(List.of(Batches.rows(well, 5, 10)));
        stored.run("DELETE FROM well WHERE well_id = '%s'".formatted(well));
        stored.run("INSERT INTO removed_well (well_id, removed_by, samples, findings) VALUES ('%s', 'test', 0, 0)"
                .formatted(well));

        registry.noticeRemovals();
        assertThat(stored.number("SELECT count(*) FROM well WHERE well_id = '%s'".formatted(well)))
                .isZero();

        registry.committed(List.of(Batches.rows(well, 6, 2)));
        assertThat(times(well)).isEqualTo(times(6, 7));
    }

    @Test
    void aWellWhoseSamplesWereWrittenSinceItsRemovalIsStoredAgain() throws Exception {
        registry.noticeRemovals();
        writer.write(Batches.rows(well, 5, 10)).get(20, TimeUnit.SECONDS);
        stored.run("DELETE FROM well WHERE well_id = '%s'".formatted(well));
        stored.run("INSERT INTO removed_well (well_id, removed_by, samples, findings) VALUES ('%s', 'test', 0, 0)"
                .formatted(well));

        registry.noticeRemovals();

        assertThat(times(well)).isEqualTo(times(5, 14));
    }

    @Test
    void connectionsThatDiedInThePoolAreReplacedUnnoticed() throws Exception {
        assertThat(endPooledConnections()).isEqualTo(7);

        registry.committed(List.of(Batches.rows(well, 0, 1)));

        assertThat(times(well)).isEqualTo(times(0, 0));
    }

    /// Fills the pool and terminates all its connections on the server.
    ///
    /// @return their number
    private int endPooledConnections() throws Exception {
        List<Connection> lent = new ArrayList<>();
        try {
            for (int i = 0;
                    i < copy.getConfiguration().connectionPoolConfiguration().maxSize();
                    i++) {
                lent.add(copy.getConnection());
            }
            for (Connection each : lent) {
                int pid = each.unwrap(PGConnection.class).getBackendPID();
                pool.query("SELECT pg_terminate_backend(" + pid + ", 5000)")
                        .execute()
                        .await()
                        .atMost(Duration.ofSeconds(10));
            }
        } finally {
            for (Connection each : lent) {
                each.close();
            }
        }
        return lent.size();
    }

    @Test
    void anEarlierSampleMovesTheFirstTimeBackAtOnceAndALaterOneTheLastTimeLater() throws Exception {
        registry.committed(List.of(Batches.rows(well, 100, 1)));

        registry.committed(List.of(Batches.rows(well, 200, 1)));
        assertThat(times(well)).isEqualTo(times(100, 100));
        registry.storeLastTimes();
        assertThat(times(well)).isEqualTo(times(100, 200));

        registry.committed(List.of(Batches.rows(well, 201, 1)));
        registry.storeLastTimes();
        assertThat(times(well)).isEqualTo(times(100, 200));

        registry.committed(List.of(Batches.rows(well, 99, 1)));
        assertThat(times(well)).isEqualTo(times(99, 201));
    }

    @Test
    void theLastTimesAreStoredWhenTheServiceStops() throws Exception {
        registry.committed(List.of(Batches.rows(well, 0, 1)));
        registry.committed(List.of(Batches.rows(well, 30, 1)));

        registry.end(new ShutdownEvent());

        assertThat(times(well)).isEqualTo(times(0, 30));
    }

    @Test
    void twoReplicasKeepTheEarliestAndTheLatestOfBoth() throws Exception {
        WellRegistry other = new WellRegistry(connections);
        registry.committed(List.of(Batches.rows(well, 50, 10)));
        other.committed(List.of(Batches.rows(well, 55, 100)));
        registry.committed(List.of(Batches.rows(well, 40, 1)));
        other.committed(List.of(Batches.rows(well, 45, 1)));

        registry.storeLastTimes();
        other.storeLastTimes();

        assertThat(times(well)).isEqualTo(times(40, 154));
    }

    @Test
    void replicasThatStoreTheSameWellsInAnyOrderDoNotDeadlock() throws Exception {
        List<ColumnBatch> forwards = IntStream.range(0, 500)
                .mapToObj(i -> Batches.rows(well + "-" + i, 0, 1))
                .toList();
        List<CompletableFuture<Void>> replicas = IntStream.range(0, 3)
                .mapToObj(replica -> new WellRegistry(connections))
                .map(each ->
                        CompletableFuture.runAsync(() -> IntStream.range(0, 20).forEach(round -> {
                            List<ColumnBatch> later = forwards.stream()
                                    .map(_ -> Batches.rows(well + "-" + (round * 37 % 500), -round, 1))
                                    .limit(50)
                                    .toList();
                            each.committed(round % 2 == 0 ? forwards : forwards.reversed());
                            each.committed(later);
                        })))
                .toList();

        CompletableFuture.allOf(replicas.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);

        assertThat(stored.number("SELECT count(*) FROM well WHERE well_id ^@ '" + well + "-'"))
                .isEqualTo(500);
    }

    @Test
    void aTableThatCannotBeWrittenFailsNoWriteAndIsCaughtUpLater() throws Exception {
        stored.run("ALTER TABLE well ADD CONSTRAINT closed CHECK (well_id <> '" + well + "')");
        try {
            assertThat(writer.write(Batches.rows(well, 0, 3)).get(20, TimeUnit.SECONDS))
                    .isEqualTo(Batches.counts(3, 0, 0));
            registry.committed(List.of(Batches.rows(well, 0, 3)));
            assertThat(stored.number("SELECT count(*) FROM well WHERE well_id = '" + well + "'"))
                    .isZero();
        } finally {
            stored.run("ALTER TABLE well DROP CONSTRAINT closed");
        }

        registry.storeLastTimes();

        assertThat(times(well)).isEqualTo(times(0, 2));
    }

    @Test
    void wellsThatOtherProgramsWriteAreFound() throws Exception {
        stored.run("INSERT INTO esp_telemetry (well_id, timestamp, pip) VALUES ('%s', now() - interval '1 hour', 1)"
                .formatted(well));

        registry.sweep();

        assertThat(stored.number("SELECT count(*) FROM well WHERE well_id = '" + well + "'"))
                .isEqualTo(1);
    }

    @Test
    void moreWellsThanOneStatementTakesAreAllStored() throws Exception {
        registry.committed(List.of(Batches.of(IntStream.range(0, 10_001)
                .mapToObj(i ->
                        "{\"well_id\":\"%s/%d\",\"timestamp\":\"%s\",\"pip\":1}".formatted(well, i, Batches.START)))));

        assertThat(stored.number("SELECT count(*) FROM well WHERE well_id ^@ '" + well + "/'"))
                .isEqualTo(10_001);
    }

    private String times(String wellId) throws Exception {
        return stored.text("SELECT first_at AT TIME ZONE 'UTC' || ' ' || (last_at AT TIME ZONE 'UTC') FROM well"
                + " WHERE well_id = '" + wellId + "'");
    }

    private static String times(int first, int last) {
        return (time(first) + " " + time(last)).replace('T', ' ').replace("Z", "");
    }

    private static Instant time(int second) {
        return Batches.START.plusSeconds(second);
    }
}

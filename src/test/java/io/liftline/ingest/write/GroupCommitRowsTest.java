package io.liftline.ingest.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.ingest.StoredRows;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class GroupCommitRowsTest extends GroupCommits {

    @Test
    void rowsThatSeveralRequestsOfOneCommitCarryCountForTheFirst() throws Exception {
        CompletableFuture<WriteCounts> first;
        CompletableFuture<WriteCounts> overlapping;
        CompletableFuture<WriteCounts> contained;
        try (StoredRows.Hold _ = stored.hold()) {
            keepWriterBusy();
            first = queue.add(Batches.rows(well, 0, 10));
            overlapping = queue.add(Batches.rows(well, 5, 10));
            contained = queue.add(Batches.rows(well, 2, 3));
        }

        assertThat(settled(first)).isEqualTo(Batches.counts(10, 0, 0));
        assertThat(settled(overlapping)).isEqualTo(Batches.counts(5, 0, 5));
        assertThat(settled(contained)).isEqualTo(Batches.counts(0, 0, 3));
        assertThat(lane("conflict")).isZero();
        assertThat(stored.count(well)).isEqualTo(16);
    }

    @Test
    void aCommitThatMeetsStoredRowsTakesTheOtherLaneAndCountsPerRequest() throws Exception {
        settled(queue.add(Batches.rows(well, 0, 10)));

        CompletableFuture<WriteCounts> overlapping;
        CompletableFuture<WriteCounts> fresh;
        CompletableFuture<WriteCounts> repeated;
        try (StoredRows.Hold _ = stored.hold()) {
            keepWriterBusy();
            overlapping = queue.add(Batches.rows(well, 8, 4));
            fresh = queue.add(Batches.rows(well, 20, 7));
            repeated = queue.add(Batches.rows(well, 10, 4));
        }

        assertThat(settled(overlapping)).isEqualTo(Batches.counts(2, 0, 2));
        assertThat(settled(fresh)).isEqualTo(Batches.counts(7, 0, 0));
        assertThat(settled(repeated)).isEqualTo(Batches.counts(2, 0, 2));
        assertThat(counter("liftline.ingest.copy.rollbacks")).isEqualTo(1);
        assertThat(lane("conflict")).isEqualTo(15);
        assertThat(stored.count(well)).isEqualTo(22);
    }

    @Test
    void replaysChangeNothing() throws Exception {
        settled(queue.add(Batches.rows(well, 0, 100)));
        double before = stored.sum(well, "pip");

        for (int i = 0; i < 5; i++) {
            assertThat(settled(queue.add(Batches.rows(well, 0, 100)))).isEqualTo(Batches.counts(0, 0, 100));
        }

        assertThat(stored.count(well)).isEqualTo(100);
        assertThat(stored.sum(well, "pip")).isEqualTo(before);
    }

    @Test
    void aRequestThatTheDatabaseRefusesDoesNotHarmItsNeighbours() throws Exception {
        stored.run("""
                CREATE FUNCTION refuse_poison() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF NEW.well_id LIKE '%POISON%' THEN
                        RAISE EXCEPTION 'refused' USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                END $$;
                CREATE TRIGGER refuse_poison BEFORE INSERT ON esp_telemetry
                FOR EACH ROW EXECUTE FUNCTION refuse_poison()""");
        try {
            CompletableFuture<WriteCounts> before;
            CompletableFuture<WriteCounts> poison;
            CompletableFuture<WriteCounts> after;
            try (StoredRows.Hold _ = stored.hold()) {
                keepWriterBusy();
                before = queue.add(Batches.rows(well + "A", 0, 5));
                poison = queue.add(Batches.rows(well + "POISON", 0, 5));
                after = queue.add(Batches.rows(well + "B", 0, 5));
            }

            assertThat(settled(before)).isEqualTo(Batches.counts(5, 0, 0));
            assertThat(settled(after)).isEqualTo(Batches.counts(5, 0, 0));
            WriteCounts refused = settled(poison);
            assertThat(refused.rejected()).isEqualTo(5);
            assertThat(refused.errors())
                    .hasSize(5)
                    .allSatisfy(error -> assertThat(error.detail()).isEqualTo("the table refuses it: refused"));
            assertThat(stored.count(well)).isEqualTo(11);
            assertThat(counter("liftline.ingest.splits")).isEqualTo(1);
        } finally {
            stored.run("DROP FUNCTION refuse_poison CASCADE");
        }
    }

    @Test
    void requestsOfAnyRulesShareACommitInTheOrderTheyCame() throws Exception {
        settled(queue.add(Batches.rows(OnConflict.MERGE, well, "pip", 1, IntStream.of(0))));

        List<CompletableFuture<WriteCounts>> answers = new ArrayList<>();
        try (StoredRows.Hold _ = stored.hold()) {
            keepWriterBusy();
            answers.add(queue.add(Batches.rows(OnConflict.MERGE, well, "pip", 2, IntStream.of(0, 1))));
            answers.add(queue.add(Batches.rows(OnConflict.UPDATE, well, "pip", 3, IntStream.of(0, 1))));
            answers.add(queue.add(Batches.rows(OnConflict.IGNORE, well, "pip", 3, IntStream.of(0, 1))));
            answers.add(queue.add(Batches.rows(OnConflict.MERGE, well, "choke", 40, IntStream.of(1))));
        }

        assertThat(answers.stream().map(CompletableFuture::join).map(Batches::words))
                .containsExactly(
                        "inserted 1, updated 0, duplicates 0, conflicts 1",
                        "inserted 0, updated 2, duplicates 0, conflicts 0",
                        "inserted 0, updated 0, duplicates 2, conflicts 0",
                        "inserted 0, updated 1, duplicates 0, conflicts 0");
        assertThat(registry.get("liftline.ingest.commit.rows").summary().count())
                .isEqualTo(3);
        assertThat(stored.sum(well, "pip")).isEqualTo(6 + 1.5);
        assertThat(stored.sum(well, "choke")).isEqualTo(40);
    }

    @Test
    void manyClientsOfTwoReplicasWithOverlappingRowsGetReceiptsThatAddUp() throws Exception {
        int keys = 3_000;
        List<GroupCommitQueue> replicas = List.of(queue(2), queue(2));
        List<Callable<Integer>> clients = new ArrayList<>();
        for (int client = 0; client < 32; client++) {
            Random random = new Random(client);
            clients.add(() -> {
                int inserted = 0;
                for (int request = 0; request < 20; request++) {
                    GroupCommitQueue replica = replicas.get(random.nextInt(2));
                    int size = 1 + random.nextInt(200);
                    ColumnBatch batch =
                            Batches.rows(well, 1.5, random.ints(size, 0, keys).distinct());
                    int rows = batch.rows();
                    WriteCounts written = settled(replica.add(batch));
                    assertThat(written.inserted()).isBetween(0, rows);
                    inserted += written.inserted();
                }
                return inserted;
            });
        }

        long inserted = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> client : threads.invokeAll(clients)) {
                inserted += client.get();
            }
        }

        assertThat(inserted).isEqualTo(stored.count(well)).isGreaterThan(keys / 2);
        assertThat(lane("copy")).isPositive();
        assertThat(lane("conflict")).isPositive();
    }

    @Test
    void channelsOfTheSameRowsThatComeByTwoReplicasAreAllStoredAndEachFilledInOnce() throws Exception {
        int keys = 300;
        List<String> channels = List.of("flow_rate", "pip", "motor_temp", "vsd_frequency", "choke", "gor");
        List<GroupCommitQueue> replicas = List.of(queue(2), queue(2));
        List<Callable<WriteCounts>> clients = new ArrayList<>();
        for (int client = 0; client < 24; client++) {
            String channel = channels.get(client % channels.size());
            OnConflict rule = client % 2 == 0 ? OnConflict.MERGE : OnConflict.UPDATE;
            GroupCommitQueue replica = replicas.get(client / channels.size() % 2);
            int offset = client * 37 % keys;
            clients.add(() -> settled(replica.add(Batches.rows(
                    rule, well, channel, 1.5, IntStream.range(0, keys).map(key -> (key + offset) % keys)))));
        }

        int inserted = 0;
        int updated = 0;
        int conflicting = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<WriteCounts> client : threads.invokeAll(clients)) {
                inserted += client.get().inserted();
                updated += client.get().updated();
                conflicting += client.get().conflicts();
            }
        }

        assertThat(inserted).isEqualTo(keys);
        assertThat(updated).isEqualTo(keys * (channels.size() - 1));
        assertThat(conflicting).isZero();
        for (String channel : channels) {
            assertThat(stored.sum(well, channel)).as(channel).isEqualTo(keys * 1.5);
        }
    }
}

package io.liftline.ingest.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.telemetry.Channel;
import io.liftline.telemetry.Timestamp;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CommitGroupTest {

    private static final int RUNS = 500;

    /// A row of a group.
    private record Written(String wellId, long timestamp, double pip, int member) {}

    private record Key(long timestamp, String wellId) {}

    @Test
    void membersBehindEachOtherAreTakenAsTheyAre() {
        CommitGroup group = new CommitGroup(
                List.of(Batches.rows("A", 1.0, IntStream.range(0, 3)), Batches.rows("A", 2.0, IntStream.range(3, 5))));

        assertThat(rows(group))
                .containsExactly(
                        List.of(row("A", 0, 1.0, 0)),
                        List.of(row("A", 1, 1.0, 0)),
                        List.of(row("A", 2, 1.0, 0)),
                        List.of(row("A", 3, 2.0, 1)),
                        List.of(row("A", 4, 2.0, 1)));
    }

    @Test
    void aMemberThatBeginsWithTheLastRowOfTheOneBeforeSharesItsKey() {
        CommitGroup group = new CommitGroup(
                List.of(Batches.rows("A", 1.0, IntStream.range(0, 2)), Batches.rows("A", 2.0, IntStream.range(1, 3))));

        assertThat(rows(group))
                .containsExactly(
                        List.of(row("A", 0, 1.0, 0)),
                        List.of(row("A", 1, 1.0, 0), row("A", 1, 2.0, 1)),
                        List.of(row("A", 2, 2.0, 1)));
        assertThat(group.rows()).isEqualTo(4);
        assertThat(group.find("A", Timestamp.micros(Batches.START.plusSeconds(2))))
                .isEqualTo(2);
        assertThat(group.find("A", Timestamp.micros(Batches.START.plusSeconds(3))))
                .isNegative();
    }

    @Test
    void theFirstKeyFromATimeIsFoundWhateverStandsBeforeIt() {
        CommitGroup group = new CommitGroup(
                List.of(Batches.rows("A", 1.0, IntStream.of(0, 2, 4)), Batches.rows("B", 2.0, IntStream.of(2, 2, 4))));

        assertThat(IntStream.rangeClosed(-1, 5)
                        .map(second -> group.firstFrom(Timestamp.micros(Batches.START.plusSeconds(second)))))
                .containsExactly(0, 0, 1, 1, 3, 3, 5);
    }

    @Test
    void membersInAnyOrderBecomeOneListOfKeysEachWithItsRowsInTheOrderTheyCame() {
        Random random = new Random(7);
        for (int run = 0; run < RUNS; run++) {
            List<ColumnBatch> members = new ArrayList<>();
            Map<Key, List<Written>> expected =
                    new TreeMap<>(Comparator.comparingLong(Key::timestamp).thenComparing(Key::wellId));
            int count = 1 + random.nextInt(6);
            for (int member = 0; member < count; member++) {
                String well = "W-" + random.nextInt(3);
                double pip = 100 + member;
                int[] seconds = random.ints(1 + random.nextInt(5), 0, 12).toArray();
                members.add(Batches.rows(well, pip, IntStream.of(seconds)));
                for (int second : seconds) {
                    Written row = row(well, second, pip, member);
                    expected.computeIfAbsent(new Key(row.timestamp(), well), _ -> new ArrayList<>())
                            .add(row);
                }
            }

            CommitGroup group = new CommitGroup(members);

            assertThat(rows(group)).as("run %d", run).containsExactlyElementsOf(expected.values());
            assertThat(group.keys()).isEqualTo(expected.size());
        }
    }

    private static Written row(String well, int second, double pip, int member) {
        return new Written(well, Timestamp.micros(Batches.START.plusSeconds(second)), pip, member);
    }

    /// The rows of each key.
    private static List<List<Written>> rows(CommitGroup group) {
        int pip = Channel.of("pip").orElseThrow().ordinal();
        return IntStream.range(0, group.keys())
                .mapToObj(key -> IntStream.range(group.from(key), group.to(key))
                        .mapToObj(position -> new Written(
                                group.wellId(key),
                                group.timestamp(key),
                                group.batch(position).value(pip, group.inBatch(position)),
                                group.member(position)))
                        .toList())
                .toList();
    }
}

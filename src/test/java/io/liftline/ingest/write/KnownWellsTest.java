package io.liftline.ingest.write;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.liftline.telemetry.Timestamp;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KnownWellsTest {

    private static final long START = Timestamp.micros(Batches.START);
    private static final long SECOND = 1_000_000;
    private static final int ROWS = 1_000;
    private static final int RUNS = 2_000;

    private final KnownWells wells = new KnownWells(3);

    @Test
    void aWellIsNewsUntilItIsStored() {
        List<WellTimes> news = wells.note(List.of(Batches.rows("A", 10, 5), Batches.rows("B", 3, 1)));

        assertThat(news).containsExactly(times("A", 10, 14), times("B", 3, 3));
        assertThat(wells.note(List.of(Batches.rows("A", 11, 1)))).containsExactly(times("A", 10, 14));

        wells.stored(news);
        assertThat(wells.note(List.of(Batches.rows("A", 10, 90)))).isEmpty();
    }

    @Test
    void anEarlierSampleIsNewsAgain() {
        wells.stored(wells.note(List.of(Batches.rows("A", 10, 5))));

        assertThat(wells.note(List.of(Batches.rows("A", 9, 1)))).containsExactly(times("A", 9, 14));
    }

    @Test
    void whatWasStoredMeanwhileByAnotherThreadCounts() {
        List<WellTimes> first = wells.note(List.of(Batches.rows("A", 10, 1)));
        List<WellTimes> second = wells.note(List.of(Batches.rows("A", 5, 1)));

        wells.stored(second);
        wells.stored(first);

        assertThat(wells.behind(SECOND)).isEmpty();
    }

    @Test
    void theTableIsBehindOnceTheLastTimeHasMovedOnByTheStep() {
        wells.stored(wells.note(List.of(Batches.rows("A", 0, 1))));
        wells.note(List.of(Batches.rows("A", 1, 59)));

        assertThat(wells.behind(60 * SECOND)).isEmpty();
        assertThat(wells.behind(1)).containsExactly(times("A", 0, 59));

        wells.note(List.of(Batches.rows("A", 60, 1)));
        assertThat(wells.behind(60 * SECOND)).containsExactly(times("A", 0, 60));

        wells.stored(wells.behind(60 * SECOND));
        assertThat(wells.behind(1)).isEmpty();
    }

    @Test
    void moreThanFitAreForgottenAndLearntAnew() {
        wells.stored(wells.note(List.of(Batches.rows("A", 0, 1), Batches.rows("B", 0, 1), Batches.rows("C", 0, 1))));
        assertThat(wells.size()).isEqualTo(3);

        assertThat(wells.note(List.of(Batches.rows("D", 0, 1)))).containsExactly(times("D", 0, 0));
        assertThat(wells.size()).isEqualTo(1);
        assertThat(wells.note(List.of(Batches.rows("A", 7, 1)))).containsExactly(times("A", 7, 7));
    }

    @Test
    void aRowOfAKnownWellAllocatesNothing() {
        KnownWells known = new KnownWells(ROWS);
        List<ColumnBatch> fleet = List.of(Batches.of(IntStream.range(0, ROWS)
                .mapToObj(row -> "{\"well_id\":\"WELL-%03d\",\"timestamp\":\"%s\",\"pip\":1}"
                        .formatted(row % 500, Batches.START.plusSeconds(row / 500)))));
        known.stored(known.note(fleet));
        note(known, fleet);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        long begun = System.nanoTime();

        note(known, fleet);

        double nanos = (System.nanoTime() - begun) / (double) (RUNS * ROWS);
        double bytes = (threads.getCurrentThreadAllocatedBytes() - before) / (double) (RUNS * ROWS);
        System.out.printf(
                "A row of a known well, each of another than the row before: %.1f ns, %.2f bytes%n", nanos, bytes);
        assertThat(bytes).isLessThan(1);
    }

    private static void note(KnownWells known, List<ColumnBatch> fleet) {
        for (int run = 0; run < RUNS; run++) {
            assertThat(known.note(fleet).isEmpty()).isTrue();
        }
    }

    private static WellTimes times(String well, int first, int last) {
        return new WellTimes(well, START + first * SECOND, START + last * SECOND);
    }
}

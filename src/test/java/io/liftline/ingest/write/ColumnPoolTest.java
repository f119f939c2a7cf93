package io.liftline.ingest.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.ingest.sample.RawSample;
import io.liftline.telemetry.Channel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ColumnPoolTest {

    private static final int ROWS = 100_000;

    private final AtomicLong nanos = new AtomicLong();
    private final ColumnPool pool = new ColumnPool(nanos::get);

    @Test
    void whatIsGivenBackIsLentAgainEmpty() {
        Columns columns = filled(10);
        pool.give(columns);

        assertThat(pool.take()).isSameAs(columns);
        assertThat(columns.rows).isZero();
        assertThat(columns.used).isZero();
        assertThat(pool.take()).isNotSameAs(columns);
    }

    @Test
    void largeColumnsAreOnlyLentToBatchesThatHaveOutgrownSmallOnes() {
        Columns large = filled(ROWS);
        pool.give(large);

        Columns small = pool.take();
        assertThat(small.capacity()).isLessThan(ColumnPool.LARGE_ROWS);

        Columns again = fill(small, ROWS);
        assertThat(again).isSameAs(large);
        assertRows(again, ROWS);
    }

    @Test
    void columnsGrowIfThePoolHasNoneThatAreLarger() {
        Columns two = filled(2 * ROWS);
        Columns one = filled(ColumnPool.LARGE_ROWS + 1);
        pool.give(one);

        assertThat(pool.larger(fillUp(two))).isSameAs(two);
        assertRows(two, two.rows);
        assertThat(fill(pool.take(), ColumnPool.LARGE_ROWS + 1)).isSameAs(one);
    }

    @Test
    void whatDoesNotFitIsLeftToTheCollector() {
        List<Columns> all = IntStream.range(0, 5).mapToObj(_ -> filled(ROWS)).toList(); // 4 MiB each
        all.forEach(pool::give);

        List<Columns> lent = IntStream.range(0, 5).mapToObj(_ -> filled(ROWS)).toList();

        assertThat(lent.subList(0, 4)).isEqualTo(all.subList(0, 4).reversed());
        assertThat(all).doesNotContain(lent.getLast());
    }

    @Test
    void whatNobodyNeedsForAPeriodIsLeftToTheCollector() {
        List<Columns> all = IntStream.range(0, 3).mapToObj(_ -> filled(ROWS)).toList();
        all.forEach(pool::give);
        Columns small = filled(10);
        for (int period = 0; period < 2; period++) { // all were needed in the first one
            nanos.addAndGet(Duration.ofSeconds(3).toNanos());
            pool.give(small);
            assertThat(pool.take()).isSameAs(small);
        }

        assertThat(filled(ROWS)).isNotIn(all);
    }

    private Columns filled(int rows) {
        return fill(pool.take(), rows);
    }

    private Columns fillUp(Columns columns) {
        return fill(columns, columns.capacity());
    }

    private Columns fill(Columns columns, int rows) {
        Columns filled = columns;
        RawSample sample = new RawSample();
        while (filled.rows < rows) {
            if (filled.isFull()) {
                filled = pool.larger(filled);
            }
            int row = filled.rows;
            sample.clear();
            sample.measured(Channel.PIP, row);
            filled.add("W-" + row % 7, row, sample, row, row + 1);
        }
        return filled;
    }

    private static void assertRows(Columns columns, int rows) {
        assertThat(columns.rows).isEqualTo(rows);
        assertThat(IntStream.range(0, rows)
                        .allMatch(row -> columns.wellIds[row].equals("W-" + row % 7)
                                && columns.timestamps[row] == row
                                && columns.indexes[row] == row
                                && columns.lines[row] == row + 1
                                && columns.values[Channel.PIP.ordinal()][row] == row))
                .isTrue();
    }
}

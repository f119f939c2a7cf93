package io.liftline.ingest.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.telemetry.Timestamp;
import java.time.Duration;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChunkRangesTest {

    private static final int DAY_SECONDS = 86_400;
    private static final long DAY = Duration.ofDays(1).toNanos() / 1_000;
    private static final long START = Timestamp.micros(Batches.START);

    @Test
    void eachDayWithoutAChunkIsANewOne() {
        ColumnBatch batch = days(10);

        assertThat(ChunkRanges.NONE.opened(batch, 100)).isEqualTo(10);
        assertThat(ChunkRanges.NONE.opened(batch, 3)).as("no more than enough").isEqualTo(3);
    }

    @Test
    void daysWithAChunkAreNotNew() {
        TreeMap<Long, Long> ends = new TreeMap<>();
        ends.put(START, START + 3 * DAY);
        ends.put(START + 5 * DAY, START + 6 * DAY);

        assertThat(new ChunkRanges(ends, DAY).opened(days(10), 100)).isEqualTo(6);
        assertThat(new ChunkRanges(ends, DAY).opened(days(3), 100)).isZero();
    }

    @Test
    void aLongerIntervalMakesFewerChunks() {
        assertThat(new ChunkRanges(new TreeMap<>(), 30 * DAY).opened(days(10), 100))
                .isBetween(1, 2);
    }

    private static ColumnBatch days(int count) {
        return Batches.rows("W", 1.5, IntStream.range(0, count * 2).map(half -> half * DAY_SECONDS / 2));
    }
}

package io.liftline.ingest.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.web.MemoryBudget;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ArrayPoolTest {

    private static final int MIB = 1024 * 1024;

    private final AtomicLong nanos = new AtomicLong();
    private final ArrayPool pool = new ArrayPool(nanos::get);

    @Test
    void whatIsGivenBackIsLentAgainLastOneFirst() {
        byte[] one = pool.take(200_000);
        byte[] other = pool.take(200_000);
        assertThat(other).isNotSameAs(one);

        pool.give(one);
        pool.give(other);

        assertThat(pool.take(200_000)).isSameAs(other);
        assertThat(pool.take(200_000)).isSameAs(one);
        assertThat(pool.take(200_000)).isNotSameAs(one);
    }

    @Test
    void bodiesOfAboutTheSameLengthFollowEachOtherInOneArray() {
        byte[] array = pool.take(200_000);
        pool.give(array);

        byte[] shorter = pool.take(190_000);

        assertThat(shorter).isSameAs(array).hasSize(13 * ArrayPool.SHORTEST);
    }

    @Test
    void neitherAShorterArrayIsLentNorOneMuchLonger() {
        byte[] array = pool.take(200_000);
        pool.give(array);

        assertThat(pool.take(array.length + 1)).hasSize(14 * ArrayPool.SHORTEST);
        assertThat(pool.take(100_000)).hasSize(7 * ArrayPool.SHORTEST);
        assertThat(pool.take(200_000)).isSameAs(array);
    }

    @Test
    void anArrayIsAtMostAQuarterLongerThanAsked() {
        for (int kept = ArrayPool.SHORTEST; kept <= MIB; kept += ArrayPool.SHORTEST) {
            pool.give(new byte[kept]);
        }
        for (int length = ArrayPool.SHORTEST; length < MIB; length += 7_919) {
            assertThat(pool.take(length).length).isBetween(length, length + length / 4 + ArrayPool.SHORTEST);
        }
    }

    @Test
    void shortArraysAreMadeAnewAndToMeasure() {
        byte[] array = pool.take(ArrayPool.SHORTEST - 1);
        pool.give(array);

        assertThat(array).hasSize(ArrayPool.SHORTEST - 1);
        assertThat(pool.take(ArrayPool.SHORTEST - 1)).isNotSameAs(array);
    }

    @Test
    void whatNobodyWantedForLongestIsLetGoFirst() {
        byte[] old = pool.take(MIB);
        pool.give(old);
        for (int i = 0; i < 8; i++) {
            pool.give(new byte[2 * MIB]);
        }

        assertThat(pool.take(MIB)).isNotSameAs(old);
        for (int i = 0; i < 8; i++) {
            byte[] array = pool.take(2 * MIB);
            assertThat(array).hasSize(2 * MIB);
        }
    }

    @Test
    void whatIsClosedTwiceIsGivenBackOnce() throws Exception {
        MemoryBudget memory = new MemoryBudget(1L << 20);
        MemoryBudget.Charge charge = memory.charge("gw-07");
        charge.require(200_000);
        BodyBytes bytes = new BodyBytes(pool);
        bytes.addBlock(200_000);
        byte[] array = bytes.array();
        Body body = new Body(bytes, Body.Encoding.IDENTITY, 200_000, pool, charge);
        assertThat(memory.used()).isEqualTo(200_000);
        body.close();
        body.close();
        assertThat(memory.used()).isZero();
        assertThat(pool.take(200_000)).isSameAs(array);
        assertThat(pool.take(200_000)).isNotSameAs(array);

        Lines lines = new Lines(InputStream.nullInputStream(), pool);
        byte[] buffer = lines.buffer();
        lines.close();
        lines.close();
        assertThat(pool.take(buffer.length)).isSameAs(buffer);
        assertThat(pool.take(buffer.length)).isNotSameAs(buffer);
    }

    @Test
    void whatNobodyNeedsForAPeriodIsLeftToTheCollector() {
        List<byte[]> many = Stream.generate(() -> pool.take(MIB)).limit(8).toList();
        many.forEach(pool::give);
        aPeriodOfOneAtATime(); // in which all eight were needed
        aPeriodOfOneAtATime();

        List<byte[]> again = Stream.generate(() -> pool.take(MIB)).limit(8).toList();

        assertThat(again.stream().filter(array -> many.stream().anyMatch(old -> old == array)))
                .hasSize(1);
    }

    @Test
    void aPoolThatHasLeftALongArrayToTheCollectorGoesOn() {
        byte[] large = new byte[300_000];
        byte[] small = new byte[20_000];
        pool.give(small);
        pool.give(large);
        lend(large, 3);
        lend(large, 0); // only the small one was left
        lend(small, 3); // as much as that goes, and it is the large one

        byte[] another = new byte[20_000];
        nanos.addAndGet(Duration.ofSeconds(3).toNanos());
        pool.give(another);

        assertThat(pool.take(20_000)).isSameAs(another);
        assertThat(pool.take(300_000)).isNotSameAs(large);
    }

    private void lend(byte[] array, int seconds) {
        assertThat(pool.take(array.length)).isSameAs(array);
        nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
        pool.give(array);
    }

    private void aPeriodOfOneAtATime() {
        byte[] array = pool.take(MIB);
        nanos.addAndGet(Duration.ofSeconds(3).toNanos());
        pool.give(array);
    }

    @Test
    void anArrayBeyondWhatIsKeptIsLeftToTheCollector() {
        byte[] kept = pool.take(200_000);
        byte[] huge = pool.take(17 * MIB);
        pool.give(kept);
        pool.give(huge);

        assertThat(pool.take(17 * MIB)).isNotSameAs(huge);
        assertThat(pool.take(200_000)).isSameAs(kept);
    }
}

package io.liftline.query.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LttbTest {

    private static final long MINUTE = 60_000_000;

    @Test
    void fewSamplesAreAllSelected() {
        assertThat(Lttb.select(list(1, 2, 3, 4), 4)).containsExactly(0, 1, 2, 3);
        assertThat(Lttb.select(list(), 3)).isEmpty();
    }

    @Test
    void aSpikeIsSelected() {
        double[] values = new double[1_000];
        values[437] = 50;

        assertThat(Lttb.select(list(values), 10)).hasSize(10).contains(0, 437, 999);
    }

    /// Computed by hand: of 1 to 3, sample 2 (value 9) forms the largest triangle with sample 0 and the mean of
    /// 4 to 6; of 4 to 6, sample 5 (value -5) does with sample 2 and sample 7.
    @Test
    void theLargestTrianglesAreSelected() {
        assertThat(Lttb.select(list(0, 1, 9, 1, 0, -5, 0, 1), 4)).containsExactly(0, 2, 5, 7);
    }

    @ParameterizedTest
    @CsvSource({"4, 3", "5, 4", "1000, 3", "1000, 999", "1001, 500", "86400, 500"})
    void theNumberIsExactAndTheIndexesAscend(int samples, int points) {
        int[] selected =
                Lttb.select(list(new Random(7).doubles(samples, -100, 100).toArray()), points);

        assertThat(selected).hasSize(points).startsWith(0).endsWith(samples - 1).isSorted();
        assertThat(Arrays.stream(selected).distinct()).hasSize(points);
    }

    private static SampleList list(double... values) {
        SampleList samples = new SampleList();
        IntStream.range(0, values.length).forEach(i -> samples.add(i * MINUTE, values[i]));
        return samples;
    }
}

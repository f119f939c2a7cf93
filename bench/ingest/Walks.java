package ingest;

import java.util.SplittableRandom;

/// The values of all wells, each a random walk within the bounds of its signal.
final class Walks {

    /// Steps of a walk, in units of the last digit, by three random bits.
    private static final int[] STEPS = {-2, -1, 0, 0, 0, 0, 1, 2};

    private final int[] values = new int[Workload.WELLS * Signal.COUNT];

    /// Starts anywhere within the bounds.
    Walks(SplittableRandom random) {
        for (int i = 0; i < values.length; i++) {
            Signal signal = Signal.ALL.get(i % Signal.COUNT);
            values[i] = random.nextInt(signal.low, signal.high);
        }
    }

    /// Moves the values of a well by one step.
    void step(int well, SplittableRandom random) {
        long bits = random.nextLong();
        int at = well * Signal.COUNT;
        for (Signal signal : Signal.ALL) {
            int moved = values[at] + STEPS[(int) (bits >>> 3 * signal.ordinal()) & 7];
            values[at++] = Math.clamp(moved, signal.low, signal.high);
        }
    }

    /// Copies the values of a well.
    void copyTo(int[] target, int from, int well) {
        System.arraycopy(values, well * Signal.COUNT, target, from, Signal.COUNT);
    }
}

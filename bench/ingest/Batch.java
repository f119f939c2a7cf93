package ingest;

/// Samples as they leave the field together, up to [#CAPACITY] of them.
final class Batch {

    /// How many samples a full one has: two rounds of all wells.
    static final int CAPACITY = 1_000;

    final int[] wells = new int[CAPACITY];
    final int[] ticks = new int[CAPACITY];
    final int[] values = new int[CAPACITY * Signal.ALL.size()];
    int size;

    void add(int well, int tick, int[] walks) {
        wells[size] = well;
        ticks[size] = tick;
        System.arraycopy(walks, well * Signal.ALL.size(), values, size * Signal.ALL.size(), Signal.ALL.size());
        size++;
    }

    boolean isFull() {
        return size == CAPACITY;
    }

    /// The value of a signal in units of its last digit.
    int value(int row, Signal signal) {
        return values[row * Signal.ALL.size() + signal.ordinal()];
    }
}

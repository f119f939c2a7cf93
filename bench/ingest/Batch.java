package ingest;

/// Samples that are sent together, up to [#CAPACITY] of them.
final class Batch {

    /// How many samples a full one has: two rounds of all wells.
    static final int CAPACITY = 1_000;

    final int[] wells = new int[CAPACITY];

    /// Event times, in seconds since 1970.
    final long[] seconds = new long[CAPACITY];

    int size;
    private final int[] values = new int[CAPACITY * Signal.COUNT];

    /// Adds a sample of a well with its values at the moment.
    void add(int well, long second, Walks walks) {
        wells[size] = well;
        seconds[size] = second;
        walks.copyTo(values, size * Signal.COUNT, well);
        size++;
    }

    boolean isFull() {
        return size == CAPACITY;
    }

    /// The value of a signal in units of its last digit.
    int value(int row, Signal signal) {
        return values[row * Signal.COUNT + signal.ordinal()];
    }

    /// Makes every value one last digit higher.
    void correct() {
        for (int i = 0; i < size * Signal.COUNT; i++) {
            values[i]++;
        }
    }

    /// Moves every event time.
    void delay(int by) {
        for (int row = 0; row < size; row++) {
            seconds[row] += by;
        }
    }
}

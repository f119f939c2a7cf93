package ingest;

import java.util.BitSet;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/// Yesterday (UTC) of all wells on one time grid, and samples of that day that arrive late. Half of those fill gaps
/// of the grid, at times that other wells have samples of; half lie between two times of the grid.
final class LateDay {

    private static final int SECONDS_OF_DAY = 86_400;
    private static final long SEED = 20_251_121;

    private final int interval;
    private final int cells;
    private final int late;
    private final long start = Workload.midnight(1).getEpochSecond();
    private final BitSet gaps;
    private final BitSet between;

    /// @param interval of the grid, in seconds; even
    /// @param late how many samples arrive late; even
    LateDay(int interval, int late) {
        this.interval = interval;
        this.cells = Workload.WELLS * (SECONDS_OF_DAY / interval);
        this.late = late;
        SplittableRandom random = new SplittableRandom(SEED);
        this.gaps = some(random);
        this.between = some(random);
    }

    /// What arrived in time.
    Samples inTime() {
        return samples(cells - late / 2, (batches, cell, walks) -> {
            if (!gaps.get(cell)) {
                batches.add(cell % Workload.WELLS, second(cell), walks);
            }
        });
    }

    /// What arrives late, in the order of time.
    Samples late() {
        return samples(late, (batches, cell, walks) -> {
            if (gaps.get(cell)) {
                batches.add(cell % Workload.WELLS, second(cell), walks);
            }
            if (between.get(cell)) {
                batches.add(cell % Workload.WELLS, second(cell) + interval / 2, walks);
            }
        });
    }

    /// A late sample at a time of the grid.
    Place gap() {
        return place(gaps.nextSetBit(cells / 2), 0);
    }

    /// A late sample between two times of the grid.
    Place between() {
        return place(between.nextSetBit(cells / 2), interval / 2);
    }

    /// A sample that arrived in time.
    Place stored() {
        return place(gaps.nextClearBit(cells / 2), 0);
    }

    private Place place(int cell, int offset) {
        return new Place(Workload.well(cell % Workload.WELLS), second(cell) + offset);
    }

    private long second(int cell) {
        return start + (long) (cell / Workload.WELLS) * interval;
    }

    /// As many cells as half of the late samples, chosen at random.
    private BitSet some(SplittableRandom random) {
        BitSet chosen = new BitSet(cells);
        for (int left = late / 2; left > 0; ) {
            int cell = random.nextInt(cells);
            if (!chosen.get(cell)) {
                chosen.set(cell);
                left--;
            }
        }
        return chosen;
    }

    private Samples samples(int rows, Choice choice) {
        return new Samples() {
            @Override
            public int rows() {
                return rows;
            }

            @Override
            public void forEach(Consumer<Batch> consumer) {
                SplittableRandom random = new SplittableRandom(SEED);
                Walks walks = new Walks(random);
                Batches batches = new Batches(consumer);
                for (int cell = 0; cell < cells; cell++) {
                    walks.step(cell % Workload.WELLS, random);
                    choice.add(batches, cell, walks);
                }
                batches.end();
            }
        };
    }

    /// Well and time of a sample.
    ///
    /// @param second since 1970
    record Place(String well, long second) {}

    /// Adds the samples of a cell of the grid. Cells are counted by time, then by well.
    private interface Choice {
        void add(Batches batches, int cell, Walks walks);
    }

    /// Fills batches one after the other.
    private static final class Batches {

        private final Consumer<Batch> consumer;
        private Batch begun = new Batch();

        Batches(Consumer<Batch> consumer) {
            this.consumer = consumer;
        }

        void add(int well, long second, Walks walks) {
            begun.add(well, second, walks);
            if (begun.isFull()) {
                consumer.accept(begun);
                begun = new Batch();
            }
        }

        void end() {
            if (begun.size > 0) {
                consumer.accept(begun);
            }
        }
    }
}

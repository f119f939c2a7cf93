package ingest;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// The samples of the benchmark, the same ones at each call: 500 wells, a sample each 10 s, of which 1 %
/// never arrive; 5 % of the batches arrive late, up to 20 minutes, as in TSBS.
///
/// They end before today's midnight (UTC) and begin at one, so how they fall into chunks is always the same.
final class Workload {

    static final int WELLS = 500;
    static final int SECONDS = 10;

    private static final long SEED = 20_251_120;
    private static final double MISSING = 0.01;
    private static final double LATE = 0.05;
    private static final int MAX_LATE_BATCHES = 60;

    /// Steps of a walk, in units of the last digit, by three random bits.
    private static final int[] STEPS = {-2, -1, 0, 0, 0, 0, 1, 2};

    private static final String[] NAMES =
            IntStream.rangeClosed(1, WELLS).mapToObj("WELL-%03d"::formatted).toArray(String[]::new);

    private final int batches;
    private final int days;
    private final Instant start;

    /// @param rows a multiple of [Batch#CAPACITY]
    Workload(int rows) {
        this.batches = rows / Batch.CAPACITY;
        this.days = (int) ((long) rows / WELLS * SECONDS * 105 / 100 / 86_400) + 1;
        this.start =
                LocalDate.now(ZoneOffset.UTC).minusDays(days).atStartOfDay().toInstant(ZoneOffset.UTC);
    }

    int rows() {
        return batches * Batch.CAPACITY;
    }

    /// How many whole days hold all samples.
    int days() {
        return days;
    }

    /// A time that no sample reaches.
    Instant end() {
        return start.plus(Duration.ofDays(days));
    }

    /// The time of a tick.
    Instant time(int tick) {
        return start.plusSeconds((long) tick * SECONDS);
    }

    /// The name of a well, counted from 0.
    static String well(int number) {
        return NAMES[number];
    }

    /// Hands over each batch, in order of arrival.
    void forEach(Consumer<Batch> consumer) {
        SplittableRandom random = new SplittableRandom(SEED);
        Queue<Held> held = new PriorityQueue<>();
        Queue<Batch> full = new ArrayDeque<>();
        int[] walks = startingPoints(random);
        Batch current = new Batch();
        int tick = 0;
        for (int made = 0; made < batches; ) {
            current = tick(tick++, walks, random, current, full);
            for (; !full.isEmpty() && made < batches; made++) {
                Batch batch = full.remove();
                while (!held.isEmpty() && held.element().until() <= made) {
                    consumer.accept(held.remove().batch());
                }
                if (random.nextDouble() < LATE) {
                    held.add(new Held(made + 1 + random.nextInt(MAX_LATE_BATCHES), batch));
                } else {
                    consumer.accept(batch);
                }
            }
        }
        while (!held.isEmpty()) {
            consumer.accept(held.remove().batch());
        }
    }

    /// One sample of each well; returns the batch that is not full yet.
    private static Batch tick(int tick, int[] walks, SplittableRandom random, Batch begun, Queue<Batch> full) {
        Batch batch = begun;
        for (int well = 0; well < WELLS; well++) {
            step(walks, well, random.nextLong());
            if (random.nextDouble() < MISSING) {
                continue;
            }
            batch.add(well, tick, walks);
            if (batch.isFull()) {
                full.add(batch);
                batch = new Batch();
            }
        }
        return batch;
    }

    private static void step(int[] walks, int well, long bits) {
        int at = well * Signal.ALL.size();
        for (Signal signal : Signal.ALL) {
            int moved = walks[at] + STEPS[(int) (bits >>> 3 * signal.ordinal()) & 7];
            walks[at++] = Math.clamp(moved, signal.low, signal.high);
        }
    }

    private static int[] startingPoints(SplittableRandom random) {
        int[] walks = new int[WELLS * Signal.ALL.size()];
        for (int i = 0; i < walks.length; i++) {
            Signal signal = Signal.ALL.get(i % Signal.ALL.size());
            walks[i] = random.nextInt(signal.low, signal.high);
        }
        return walks;
    }

    /// A late batch and the number of batches it lets pass.
    private record Held(int until, Batch batch) implements Comparable<Held> {

        @Override
        public int compareTo(Held other) {
            return Integer.compare(until, other.until);
        }
    }
}

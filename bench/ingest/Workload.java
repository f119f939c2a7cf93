package ingest;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// The samples of the benchmark: 500 wells, a sample each 10 s, of which 1 % never arrive; 5 % of the batches
/// arrive late, up to 20 minutes, as in TSBS.
///
/// They begin at a midnight (UTC) and end before today's, so they are always split into chunks in the same way, unless
/// they are those of [#untilNow].
final class Workload implements Samples {

    static final int WELLS = 500;
    static final int SECONDS = 10;

    private static final long SEED = 20_251_120;
    private static final double MISSING = 0.01;
    private static final double LATE = 0.05;
    private static final int MAX_LATE_BATCHES = 60;

    private static final String[] NAMES =
            IntStream.rangeClosed(1, WELLS).mapToObj("WELL-%03d"::formatted).toArray(String[]::new);

    private final int batches;
    private final int days;
    private final Instant start;

    /// @param rows a multiple of [Batch#CAPACITY]
    Workload(int rows) {
        this(rows, midnight(daysOf(rows)));
    }

    private Workload(int rows, Instant start) {
        this.batches = rows / Batch.CAPACITY;
        this.days = daysOf(rows);
        this.start = start;
    }

    /// Samples that end now, of much less than an hour.
    ///
    /// @param rows a multiple of [Batch#CAPACITY]
    static Workload untilNow(int rows) {
        Instant end = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        return new Workload(rows, end.minusSeconds(seconds(rows)));
    }

    private static int daysOf(int rows) {
        return (int) (seconds(rows) / 86_400) + 1;
    }

    /// How long the samples last, those that are missing included.
    private static long seconds(int rows) {
        return (long) rows / WELLS * SECONDS * 105 / 100;
    }

    @Override
    public int rows() {
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

    /// The midnight (UTC) this many days before today's.
    static Instant midnight(int daysAgo) {
        return LocalDate.now(ZoneOffset.UTC).minusDays(daysAgo).atStartOfDay().toInstant(ZoneOffset.UTC);
    }

    /// The name of a well, counted from 0.
    static String well(int number) {
        return NAMES[number];
    }

    @Override
    public void forEach(Consumer<Batch> consumer) {
        SplittableRandom random = new SplittableRandom(SEED);
        Queue<Held> held = new PriorityQueue<>();
        Queue<Batch> full = new ArrayDeque<>();
        Walks walks = new Walks(random);
        Batch current = new Batch();
        long second = start.getEpochSecond();
        for (int made = 0; made < batches; second += SECONDS) {
            current = sampleAll(second, walks, random, current, full);
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
    private static Batch sampleAll(long second, Walks walks, SplittableRandom random, Batch begun, Queue<Batch> full) {
        Batch batch = begun;
        for (int well = 0; well < WELLS; well++) {
            walks.step(well, random);
            if (random.nextDouble() < MISSING) {
                continue;
            }
            batch.add(well, second, walks);
            if (batch.isFull()) {
                full.add(batch);
                batch = new Batch();
            }
        }
        return batch;
    }

    /// A late batch and the number of batches that arrive before it.
    private record Held(int until, Batch batch) implements Comparable<Held> {

        @Override
        public int compareTo(Held other) {
            return Integer.compare(until, other.until);
        }
    }
}

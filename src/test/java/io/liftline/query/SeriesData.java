package io.liftline.query;

import io.liftline.telemetry.Channel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Random samples of a few wells: dense hours, sparse days, gaps, missing values, and samples on the limits of
/// hours and days. All values are plausible for each channel. All times are multiples of 1/4 s and all values of 1/4,
/// so that sums of doubles are exact.
final class SeriesData {

    static final List<Channel> CHANNELS = List.of(Channel.PIP, Channel.MOTOR_TEMP, Channel.MOTOR_CURRENT);

    /// Daylight saving time begins in Berlin on 2025-03-30, and ends in Santiago on 2025-04-06.
    static final Instant FIRST = Instant.parse("2025-03-22T00:00:00Z");

    static final int DAYS = 20;

    private static final long QUARTERS_PER_DAY = 4 * 86_400;
    private static final double MISSING = 0.3;

    /// The samples that are stored: per well, the values of [#CHANNELS] by time in microseconds; NaN for none.
    final NavigableMap<String, NavigableMap<Long, double[]>> wells = new TreeMap<>();

    private final NavigableMap<String, NavigableMap<Long, double[]>> all = new TreeMap<>();

    SeriesData(Random random, int count) {
        String name = Questions.newWell("SER");
        for (int well = 0; well < count; well++) {
            NavigableMap<Long, double[]> rows = new TreeMap<>();
            for (int day = 0; day < DAYS; day++) {
                addDay(random, rows, day);
            }
            all.put(name + "-" + well, rows);
            wells.put(name + "-" + well, new TreeMap<>());
        }
    }

    private static void addDay(Random random, NavigableMap<Long, double[]> rows, int day) {
        switch (random.nextInt(6)) {
            case 0 -> {} // a gap of a day
            case 1 -> add(random, rows, day, 1 + random.nextInt(5), 0, QUARTERS_PER_DAY);
            case 2 -> { // an hour at one or two samples a second
                int hour = random.nextInt(24);
                add(random, rows, day, 600, hour * 14_400L, 14_400);
            }
            default -> add(random, rows, day, 150, 0, QUARTERS_PER_DAY);
        }
        for (int limit = 0; limit < 4; limit++) { // samples on the limits of hours
            long quarter = random.nextInt(24) * 14_400L + random.nextInt(3) - 1;
            put(random, rows, day, Math.max(0, quarter));
        }
    }

    private static void add(
            Random random, NavigableMap<Long, double[]> rows, int day, int count, long first, long quarters) {
        for (int i = 0; i < count; i++) {
            put(random, rows, day, first + random.nextLong(quarters));
        }
    }

    private static void put(Random random, NavigableMap<Long, double[]> rows, int day, long quarter) {
        double[] values = new double[CHANNELS.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextDouble() < MISSING ? Double.NaN : random.nextInt(1_600) / 4.0;
        }
        if (Arrays.stream(values).allMatch(Double::isNaN)) {
            values[0] = 0;
        }
        rows.put(micros(FIRST) + (day * QUARTERS_PER_DAY + quarter) * 250_000, values);
    }

    static long micros(Instant time) {
        return time.getEpochSecond() * 1_000_000 + time.getNano() / 1_000;
    }

    static Instant instant(long micros) {
        return Instant.EPOCH.plusNanos(Math.multiplyExact(micros, 1_000));
    }

    /// The rows as lines of CSV, in random order.
    List<String> lines(Random random) {
        List<String> lines = new ArrayList<>();
        all.forEach((well, rows) -> rows.forEach((time, values) -> lines.add(well + "," + instant(time) + ","
                + Arrays.stream(values)
                        .mapToObj(value -> Double.isNaN(value) ? "" : String.valueOf(value))
                        .collect(Collectors.joining(",")))));
        Collections.shuffle(lines, random);
        return lines;
    }

    /// Notes that one of the [#lines] is stored.
    void stored(String line) {
        String[] fields = line.split(",", -1);
        long time = micros(Instant.parse(fields[1]));
        rows(fields[0]).put(time, values(fields[0], time));
    }

    private double[] values(String well, long time) {
        NavigableMap<Long, double[]> rows = all.getOrDefault(well, new TreeMap<>());
        return rows.getOrDefault(time, new double[0]);
    }

    /// The stored samples of a well.
    NavigableMap<Long, double[]> rows(String well) {
        return wells.getOrDefault(well, new TreeMap<>());
    }

    /// The head of [#lines].
    static String head() {
        return Stream.concat(
                        Stream.of("well_id", "timestamp"), CHANNELS.stream().map(Channel::column))
                .collect(Collectors.joining(","));
    }
}

package io.liftline.query;

import io.liftline.telemetry.Channel;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A slow and obvious computation of series from raw samples, which shares no code with the service.
final class SeriesReference {

    private static final List<Duration> LADDER = Stream.of(
                    "PT1S", "PT5S", "PT10S", "PT30S", "PT1M", "PT5M", "PT10M", "PT30M", "PT1H", "PT3H", "PT6H", "PT12H")
            .map(Duration::parse)
            .toList();

    private static final Duration CARRIED = Duration.ofDays(7);

    private SeriesReference() {}

    /// A question.
    ///
    /// @param bucket a duration, `P1D`, `P7D`, `P1M` or `auto`
    record Question(
            Instant from,
            Instant to,
            String bucket,
            int maxPoints,
            List<Channel> channels,
            List<String> aggregates,
            String fill,
            ZoneId zone) {}

    /// The value of a channel at a time; NaN if there is none within seven days.
    ///
    /// @param mode `previous`, `nearest` (of two that are as near, the earlier one) or `interpolated`
    static double at(String mode, long time, NavigableMap<Long, double[]> rows, int channel) {
        Optional<Map.Entry<Long, double[]>> before =
                rows.subMap(time - CARRIED.toMillis() * 1_000, true, time, true).descendingMap().entrySet().stream()
                        .filter(row -> !Double.isNaN(row.getValue()[channel]))
                        .findFirst();
        Optional<Map.Entry<Long, double[]>> after =
                rows.subMap(time, false, time + CARRIED.toMillis() * 1_000, true).entrySet().stream()
                        .filter(row -> !Double.isNaN(row.getValue()[channel]))
                        .findFirst();
        double previous = before.map(row -> row.getValue()[channel]).orElse(Double.NaN);
        double next = after.map(row -> row.getValue()[channel]).orElse(Double.NaN);
        long sinceBefore = before.map(row -> time - row.getKey()).orElse(Long.MAX_VALUE);
        long untilAfter = after.map(row -> row.getKey() - time).orElse(Long.MAX_VALUE);
        return switch (mode) {
            case "previous" -> previous;
            case "nearest" -> sinceBefore <= untilAfter ? previous : next;
            default ->
                sinceBefore == 0
                        ? previous
                        : previous + (next - previous) * ((double) sinceBefore / (sinceBefore + untilAfter));
        };
    }

    /// The limits of all buckets of this width: one more than buckets.
    static List<Instant> limits(Question question) {
        if (!question.bucket().equals("auto")) {
            return limits(question, question.bucket());
        }
        return Stream.concat(LADDER.stream().map(Duration::toString), Stream.of("P1D", "P7D"))
                .map(width -> limits(question, width))
                .filter(limits -> limits.size() - 1 <= question.maxPoints())
                .findFirst()
                .orElseThrow();
    }

    private static List<Instant> limits(Question question, String bucket) {
        List<Instant> limits = new ArrayList<>();
        if (bucket.contains("T")) {
            Duration width = Duration.parse(bucket);
            Instant limit = Instant.parse("2000-01-03T00:00:00Z");
            long before = Duration.between(limit, question.from()).dividedBy(width);
            limit = limit.plus(width.multipliedBy(before));
            for (; limit.isBefore(question.to()); limit = limit.plus(width)) {
                limits.add(limit);
            }
            limits.add(limit);
            return limits;
        }
        LocalDate date = bucket.equals("P1M") ? LocalDate.of(2000, 1, 1) : LocalDate.of(2000, 1, 3);
        for (; limits.isEmpty() || limits.getLast().isBefore(question.to()); date = date.plus(Period.parse(bucket))) {
            Instant limit = date.atStartOfDay(question.zone()).toInstant();
            if (!limit.isAfter(question.from())) {
                limits.clear();
            }
            limits.add(limit);
        }
        return limits;
    }

    /// The values of one aggregate of one channel, by bucket, before gaps are filled. NaN for none.
    static double[] values(
            Question question, List<Instant> limits, NavigableMap<Long, double[]> rows, int channel, String aggregate) {
        TreeMap<Long, Double> measured = new TreeMap<>();
        rows.forEach((time, values) -> {
            if (!Double.isNaN(values[channel])) {
                measured.put(time, values[channel]);
            }
        });
        double[] values = new double[limits.size() - 1];
        for (int bucket = 0; bucket < values.length; bucket++) {
            long from = Math.max(SeriesData.micros(limits.get(bucket)), SeriesData.micros(question.from()));
            long to = Math.min(SeriesData.micros(limits.get(bucket + 1)), SeriesData.micros(question.to()));
            values[bucket] = aggregate(question, measured, from, to, aggregate);
        }
        return values;
    }

    private static double aggregate(
            Question question, TreeMap<Long, Double> measured, long from, long to, String aggregate) {
        NavigableMap<Long, Double> inside = measured.subMap(from, true, to, false);
        if (aggregate.equals("count")) {
            return inside.size();
        }
        if (inside.isEmpty()) {
            return Double.NaN;
        }
        double[] values = inside.values().stream().mapToDouble(value -> value).toArray();
        return switch (aggregate) {
            case "avg" -> Arrays.stream(values).sum() / values.length;
            case "min" -> Arrays.stream(values).min().orElseThrow();
            case "max" -> Arrays.stream(values).max().orElseThrow();
            case "sum" -> Arrays.stream(values).sum();
            case "first" -> values[0];
            case "last" -> values[values.length - 1];
            case "stddev" -> deviation(values);
            case "twa" -> weighted(question, measured, from, to);
            default -> throw new IllegalArgumentException(aggregate);
        };
    }

    private static double deviation(double[] values) {
        double mean = Arrays.stream(values).average().orElseThrow();
        double squares = Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        return values.length == 1 ? Double.NaN : Math.sqrt(squares / (values.length - 1));
    }

    /// Adds value × time in steps of 1/4 s.
    private static double weighted(Question question, TreeMap<Long, Double> measured, long from, long to) {
        long earliest = SeriesData.micros(question.from().minus(CARRIED));
        double sum = 0;
        long known = 0;
        for (Map.Entry<Long, Double> sample :
                measured.subMap(earliest, true, to, false).entrySet()) {
            Long next = measured.higherKey(sample.getKey());
            long begin = Math.max(from, sample.getKey());
            long end = Math.min(to, next == null ? Long.MAX_VALUE : next);
            if (begin < end) {
                sum += sample.getValue() * ((end - begin) / 250_000);
                known += (end - begin) / 250_000;
            }
        }
        return sum / known;
    }

    /// Fills the gaps of a series in place.
    static void fill(String fill, double[] values, List<Instant> limits) {
        double[] before = values.clone();
        for (int i = 0; i < values.length; i++) {
            int left = i;
            while (left >= 0 && Double.isNaN(before[left])) {
                left--;
            }
            int right = i;
            while (right < values.length && Double.isNaN(before[right])) {
                right++;
            }
            if (left == i || left < 0) {
                continue;
            }
            if (fill.equals("previous")) {
                values[i] = before[left];
            } else if (fill.equals("linear") && right < values.length) {
                double all =
                        Duration.between(limits.get(left), limits.get(right)).toSeconds();
                double part = Duration.between(limits.get(left), limits.get(i)).toSeconds();
                values[i] = before[left] * (1 - part / all) + before[right] * (part / all);
            }
        }
    }
}

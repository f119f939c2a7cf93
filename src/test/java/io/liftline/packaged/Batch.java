package io.liftline.packaged;

import java.time.Instant;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/// Samples of one well, one second apart, in each ingest format.
///
/// @param first the number of the first sample, from 0. The number determines the second and the value.
record Batch(String well, long first, int count) {

    private static final long FIRST_SECOND =
            Instant.parse("2025-11-20T00:00:00Z").getEpochSecond();

    /// `<second> <value>` of each sample, in the form in which [Load#assertStoredOnce] reads the database.
    Set<String> samples() {
        return numbers()
                .mapToObj(number -> second(number) + " " + value(number))
                .collect(Collectors.toSet());
    }

    String json() {
        return "[" + joined(this::object, ",") + "]";
    }

    String lines() {
        return joined(this::object, "\n");
    }

    String lineProtocol() {
        return joined(
                number -> "esp_telemetry,well_id=%s pip=%s %d000000000".formatted(well, value(number), second(number)),
                "\n");
    }

    private String object(long number) {
        return "{\"well_id\":\"%s\",\"timestamp\":\"%s\",\"pip\":%s}"
                .formatted(well, Instant.ofEpochSecond(second(number)), value(number));
    }

    private String joined(LongFunction<String> format, String separator) {
        return numbers().mapToObj(format).collect(Collectors.joining(separator));
    }

    private LongStream numbers() {
        return LongStream.range(first, first + count);
    }

    private static long second(long number) {
        return FIRST_SECOND + number;
    }

    private static double value(long number) {
        return number % 1_000 + 0.5;
    }
}

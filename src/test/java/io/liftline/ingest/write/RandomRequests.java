package io.liftline.ingest.write;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Seeded random requests that often contain the same rows.
final class RandomRequests {

    private static final List<String> CHANNELS = List.of("flow_rate", "pip", "motor_temp", "vsd_frequency");

    private final Random random;
    private final String prefix;
    private final int keys;

    /// @param prefix prefix of all well ids
    /// @param keys number of different (well, timestamp), distributed over four wells
    RandomRequests(long seed, String prefix, int keys) {
        this.random = new Random(seed);
        this.prefix = prefix;
        this.keys = keys;
    }

    /// Between one and `most` requests with random rules.
    List<ModelTable.Request> some(int most) {
        return Stream.generate(this::request).limit(1 + random.nextInt(most)).toList();
    }

    ModelTable.Request request() {
        return new ModelTable.Request(
                OnConflict.values()[random.nextInt(3)],
                IntStream.rangeClosed(0, random.nextInt(8))
                        .mapToObj(_ -> sample())
                        .toList());
    }

    private ModelTable.Sample sample() {
        Map<String, Double> values = new TreeMap<>();
        while (values.isEmpty()) {
            CHANNELS.stream()
                    .filter(_ -> random.nextInt(3) == 0)
                    .forEach(channel -> values.put(channel, random.nextInt(3) + 0.5));
        }
        int key = random.nextInt(keys);
        return new ModelTable.Sample(new ModelTable.Key(prefix + key % 4, key / 4), values);
    }
}

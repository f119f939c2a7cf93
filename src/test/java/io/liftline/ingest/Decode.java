package io.liftline.ingest;

import io.liftline.ingest.codec.ArrayPool;
import io.liftline.ingest.codec.Body;
import io.liftline.ingest.codec.BodyBytes;
import io.liftline.ingest.codec.SampleDecoder;
import io.liftline.ingest.write.ColumnBatch;
import io.liftline.ingest.write.ColumnPool;
import io.liftline.ingest.write.Retention;
import io.liftline.telemetry.Channel;
import io.liftline.telemetry.Timestamp;
import io.liftline.web.MemoryBudget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Decodes and validates a body, without HTTP and database.
public final class Decode {

    public static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

    private static final SampleValidator.Shared SHARED =
            new SampleValidator.Shared(new WellNames(), new ColumnPool(), (_, _, _) -> {}, () -> Retention.UNLIMITED);

    private static final MemoryBudget MEMORY = new MemoryBudget(1L << 40);

    private Decode() {}

    /// An empty charge of a budget without a practical limit.
    public static MemoryBudget.Charge charge() {
        return MEMORY.charge("tester");
    }

    /// A sample as it would be stored.
    public record Stored(String wellId, String timestamp, Map<Channel, Double> values) {}

    /// A body with these bytes. They must not be used after the body is closed.
    public static Body body(byte[] bytes, Body.Encoding encoding) {
        ArrayPool arrays = new ArrayPool();
        return new Body(new BodyBytes(arrays, bytes), encoding, 64 << 20, arrays, charge());
    }

    public static SampleValidator validator() {
        return validator(ReadingRules.standard());
    }

    public static SampleValidator validator(ReadingRules rules) {
        return new SampleValidator(
                SHARED, charge(), rules, wellId -> !wellId.startsWith("FOREIGN"), 100_000, NOW, Duration.ofMinutes(5));
    }

    /// The counts of what the decoder ignores, by kind and name.
    public static Map<String, Long> passedOver(SampleDecoder decoder, String text) throws IOException {
        Map<String, Long> counts = new TreeMap<>();
        SampleValidator.Shared shared = new SampleValidator.Shared(
                new WellNames(),
                new ColumnPool(),
                (what, name, times) -> counts.merge(what + " " + name, times, Long::sum),
                () -> Retention.UNLIMITED);
        decoder.decode(
                body(text.getBytes(StandardCharsets.UTF_8), Body.Encoding.IDENTITY),
                new SampleValidator(
                        shared, charge(), ReadingRules.standard(), _ -> true, 100_000, NOW, Duration.ofMinutes(5)));
        return counts;
    }

    public static SampleValidator run(SampleDecoder decoder, byte[] bytes) {
        return run(decoder, bytes, ReadingRules.standard());
    }

    public static SampleValidator run(SampleDecoder decoder, byte[] bytes, ReadingRules rules) {
        SampleValidator validator = validator(rules);
        try {
            decoder.decode(body(bytes, Body.Encoding.IDENTITY), validator);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return validator;
    }

    public static SampleValidator run(SampleDecoder decoder, String text, ReadingRules rules) {
        return run(decoder, text.getBytes(StandardCharsets.UTF_8), rules);
    }

    public static SampleValidator run(SampleDecoder decoder, String text) {
        return run(decoder, text.getBytes(StandardCharsets.UTF_8));
    }

    public static List<Stored> stored(ColumnBatch batch) {
        List<Stored> rows = new ArrayList<>();
        for (int row = 0; row < batch.rows(); row++) {
            Map<Channel, Double> values = new TreeMap<>();
            for (Channel channel : batch.channels()) {
                double value = batch.value(channel.ordinal(), row);
                if (!Double.isNaN(value)) {
                    values.put(channel, value);
                }
            }
            rows.add(new Stored(batch.wellId(row), Timestamp.format(batch.timestamp(row)), values));
        }
        return rows;
    }
}

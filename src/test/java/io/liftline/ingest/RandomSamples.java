package io.liftline.ingest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import de.siegmar.fastcsv.writer.CsvWriter;
import io.liftline.telemetry.Channel;
import io.liftline.telemetry.Timestamp;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/// Seeded random samples, and their text in each format, not produced by code of the service.
public final class RandomSamples {

    private final Random random;

    public RandomSamples(long seed) {
        this.random = new Random(seed);
    }

    /// This many samples with different (well, timestamp), each with at least one channel.
    public List<Decode.Stored> distinct(int count) {
        Map<String, Decode.Stored> samples = new TreeMap<>();
        while (samples.size() < count) {
            Decode.Stored sample = sample();
            samples.put(sample.timestamp() + "\u0000" + sample.wellId(), sample);
        }
        return new ArrayList<>(samples.values());
    }

    public Decode.Stored sample() {
        String wellId = "W-" + random.nextInt(5) + "/" + (char) ('A' + random.nextInt(26)) + " #" + random.nextInt(10);
        long micros = random.nextLong(AcceptedTimes.OLDEST, Timestamp.micros(Decode.NOW));
        Map<Channel, Double> values = new TreeMap<>();
        while (values.isEmpty()) {
            for (Channel channel : Channel.ALL) {
                if (random.nextInt(3) == 0) {
                    values.put(channel, value(channel));
                }
            }
        }
        return new Decode.Stored(wellId, Timestamp.format(micros), values);
    }

    private double value(Channel channel) {
        return switch (random.nextInt(4)) {
            case 0 -> channel.low();
            case 1 -> channel.high();
            case 2 -> Math.rint(random.nextDouble(channel.low(), channel.high()));
            default -> random.nextDouble(channel.low(), channel.high());
        };
    }

    public static String json(List<Decode.Stored> samples) {
        return write(json -> {
            json.writeStartArray();
            for (Decode.Stored sample : samples) {
                write(json, sample);
            }
            json.writeEndArray();
        });
    }

    public static String ndjson(List<Decode.Stored> samples) {
        return write(json -> {
            for (Decode.Stored sample : samples) {
                write(json, sample);
                json.writeRaw("\n");
            }
        });
    }

    public static String csv(List<Decode.Stored> samples) {
        StringWriter text = new StringWriter();
        CsvWriter csv = CsvWriter.builder().build(text);
        List<String> header = new ArrayList<>(List.of("timestamp", "well_id"));
        Channel.ALL.forEach(channel -> header.add(channel.column()));
        csv.writeRecord(header);
        for (Decode.Stored sample : samples) {
            List<String> fields = new ArrayList<>(List.of(sample.timestamp(), sample.wellId()));
            for (Channel channel : Channel.ALL) {
                Double value = sample.values().get(channel);
                fields.add(value == null ? "" : value.toString());
            }
            csv.writeRecord(fields);
        }
        close(csv);
        return text.toString();
    }

    private static void close(CsvWriter csv) {
        try {
            csv.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Content {
        void writeTo(JsonGenerator json) throws IOException;
    }

    private static String write(Content content) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            content.writeTo(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, Decode.Stored sample) throws IOException {
        json.writeStartObject();
        for (Map.Entry<Channel, Double> value : sample.values().entrySet()) {
            json.writeNumberField(value.getKey().column(), value.getValue());
        }
        json.writeStringField("timestamp", sample.timestamp());
        json.writeStringField("well_id", sample.wellId());
        json.writeEndObject();
    }
}

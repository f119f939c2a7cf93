package io.liftline.query;

import io.liftline.query.SeriesReference.Question;
import io.liftline.telemetry.Channel;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/// Makes random questions about the series of [SeriesData].
final class SeriesQuestions {

    private static final List<String> BUCKETS = List.of(
            "auto", "auto", "PT1S", "PT10S", "PT1M", "PT7M", "PT30M", "PT1H", "PT3H", "PT24H", "P1D", "P1D", "P3D",
            "P7D", "P1M");
    private static final List<String> AGGREGATES =
            List.of("avg", "min", "max", "count", "sum", "first", "last", "stddev", "twa");
    private static final List<String> FILLS = List.of("none", "null", "previous", "linear");
    private static final List<String> ZONES =
            List.of("UTC", "Europe/Berlin", "America/Santiago", "Asia/Riyadh", "Asia/Kathmandu", "+05:30");

    private final Random random;
    private final SeriesData data;

    SeriesQuestions(Random random, SeriesData data) {
        this.random = random;
        this.data = data;
    }

    /// The next question.
    Question next() {
        Instant from = time();
        Instant to = time();
        if (from.isAfter(to)) {
            Instant later = from;
            from = to;
            to = later;
        }
        if (!from.isBefore(to)) {
            to = to.plusSeconds(1);
        }
        String bucket = one(BUCKETS);
        if (bucket.equals("PT1S") && random.nextInt(20) > 0) { // otherwise refused too often
            to = from.plusSeconds(1 + random.nextInt(8_000));
        }
        return new Question(
                from,
                to,
                bucket,
                20 + random.nextInt(1_000),
                some(SeriesData.CHANNELS),
                some(AGGREGATES),
                one(FILLS),
                ZoneId.of(one(ZONES)));
    }

    /// A limit of a day or an hour, the time of a sample, or any time, on a grid of 1/4 s.
    private Instant time() {
        Instant any = SeriesData.FIRST
                .minus(Duration.ofDays(2))
                .plusMillis(random.nextLong(Duration.ofDays(SeriesData.DAYS + 4).toMillis() / 250) * 250);
        return switch (random.nextInt(4)) {
            case 0 -> Instant.ofEpochSecond(any.getEpochSecond() / 86_400 * 86_400);
            case 1 -> Instant.ofEpochSecond(any.getEpochSecond() / 3_600 * 3_600);
            case 2 -> {
                Long sample = data.rows(data.wells.firstKey()).ceilingKey(SeriesData.micros(any));
                yield sample == null ? any : SeriesData.instant(sample);
            }
            default -> any;
        };
    }

    /// Its query string.
    static String query(Question question) {
        String max = question.bucket().equals("auto") ? "&max_points=" + question.maxPoints() : "";
        return "from=%s&to=%s&bucket=%s%s&channels=%s&aggregates=%s&fill=%s&tz=%s"
                .formatted(
                        question.from(),
                        question.to(),
                        question.bucket(),
                        max,
                        channels(question),
                        String.join(",", question.aggregates()),
                        question.fill(),
                        URLEncoder.encode(question.zone().getId(), StandardCharsets.UTF_8));
    }

    /// One of the choices.
    <T> T one(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private <T> List<T> some(List<T> all) {
        List<T> some = new ArrayList<>(all);
        Collections.shuffle(some, random);
        return List.copyOf(some.subList(0, 1 + random.nextInt(some.size())));
    }

    /// The names of its channels, comma-separated.
    static String channels(Question question) {
        return question.channels().stream().map(Channel::column).collect(Collectors.joining(","));
    }
}

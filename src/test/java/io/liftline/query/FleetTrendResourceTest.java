package io.liftline.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.fixtures.Await;
import io.liftline.rollup.RollupWorker;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Trends of the wells of a fleet, on the real database.
@QuarkusTest
class FleetTrendResourceTest extends FleetOfItsOwn {

    @Inject
    RollupWorker rollups;

    @ParameterizedTest
    @CsvSource({"48, PT30M, 48", "47, PT1H, 24", "24, PT1H, 24", "7, PT4H, 6", "2, PT12H, 2", "1, PT24H, 1"})
    void theBucketsOfATrendCoverADay(int points, String bucket, int buckets) {
        post("1", now, "100,50");

        JsonObject answer = questions.json("/fleet?channels=pip&points=" + points);

        JsonObject frame = answer.getJsonObject("trend");
        Duration width = Duration.parse(bucket);
        Instant last = Instant.parse(frame.getString("from")).plus(width.multipliedBy(buckets - 1));
        assertThat(frame.getString("bucket")).isEqualTo(bucket);
        assertThat(frame.getInteger("points")).isEqualTo(buckets);
        assertThat(Instant.parse(answer.getString("at"))).isBetween(last, last.plus(width));
        JsonArray values = well(answer, 0).getJsonObject("trend").getJsonArray("pip");
        assertThat(values).hasSize(buckets);
        assertThat(values.getDouble(buckets - 1)).isEqualTo(100.0);
    }

    /// Random samples with gaps and missing values, read from raw samples, then from the hours.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aTrendHasTheLastValueOfEachBucket(long seed) {
        Random random = new Random(seed);
        NavigableMap<Instant, @Nullable Double> samples = new TreeMap<>();
        List<String> lines = new ArrayList<>();
        Instant hour = now.truncatedTo(ChronoUnit.HOURS);
        for (int i = 0; i < 120; i++) {
            Instant time = hour.minusSeconds(random.nextInt(30 * 3_600)).plusMillis(random.nextInt(1_000));
            double pip = random.nextInt(4_000) / 4.0;
            boolean measured = random.nextInt(4) > 0;
            samples.put(time, measured ? pip : null);
        }
        samples.put(hour, 17.0);
        samples.forEach((time, pip) ->
                lines.add("%s-1,%s,%s,%d".formatted(fleet, time, pip == null ? "" : pip.toString(), 60)));
        store(lines.stream());

        for (String when : List.of("before", "after")) {
            for (int points : new int[] {48, 24, 12, 3}) {
                JsonObject answer = questions.json("/fleet?channels=pip&points=" + points);
                JsonObject frame = answer.getJsonObject("trend");
                Instant from = Instant.parse(frame.getString("from"));
                Duration width = Duration.parse(frame.getString("bucket"));
                List<@Nullable Double> expected = new ArrayList<>();
                for (int i = 0; i < frame.getInteger("points"); i++) {
                    Instant start = from.plus(width.multipliedBy(i));
                    expected.add(samples.subMap(start, true, start.plus(width), false).descendingMap().values().stream()
                            .filter(Objects::nonNull)
                            .findFirst()
                            .orElse(null));
                }
                assertThat(well(answer, 0)
                                .getJsonObject("trend")
                                .getJsonArray("pip")
                                .getList())
                        .as("%d points, %s the hours are complete, seed %d", points, when, seed)
                        .isEqualTo(expected);
            }
            Await.until("the rollups are complete", rollups::run);
        }
    }
}

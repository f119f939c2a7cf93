package io.liftline.ingest.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.telemetry.Timestamp;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AnnouncementsTest {

    private static final long SECOND = 1_000_000;
    private static final long START = Timestamp.micros(Batches.START);

    private final Announcements announcements = new Announcements();
    private final AtomicInteger count = new AtomicInteger();

    @Test
    void aWellHasOneRangeOfRecentSamplesAndOneOfLateOnes() {
        announcements.add(
                List.of(Batches.rows("A", 0, 10), Batches.rows("A", 3_700, 5), Batches.rows("B", 3_701, 1)),
                START + 4_000 * SECOND);

        assertThat(take())
                .containsExactlyInAnyOrder(range("A", 0, 9), range("A", 3_700, 3_704), range("B", 3_701, 3_701));
        assertThat(announcements.isEmpty()).isTrue();
    }

    @Test
    void noPayloadIsLargerThanPostgresqlPermits() {
        announcements.add(
                IntStream.range(0, 1_000)
                        .mapToObj(i -> Batches.rows("W".repeat(46) + i, i, 1))
                        .toList(),
                START);

        String[] payloads = announcements.take(() -> "6f1c0a52-8a9e-4d0b-9f0e-2f6d3f0a7c11." + count.incrementAndGet());

        assertThat(payloads)
                .hasSizeGreaterThan(10)
                .allSatisfy(payload ->
                        assertThat(payload.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(8_000));
        assertThat(Arrays.stream(payloads)
                        .mapToInt(payload ->
                                new JsonObject(payload).getJsonArray("rows").size())
                        .sum())
                .isEqualTo(1_000);
    }

    @Test
    void moreWellsThanAreKeptAreAnnouncedWithoutRows() {
        announcements.add(
                IntStream.rangeClosed(0, Announcements.MAX_WELLS)
                        .mapToObj(i -> Batches.rows("W" + i, 0, 1))
                        .toList(),
                START);

        assertThat(announcements.take(() -> "1")).containsExactly("{\"id\":\"1\",\"rows\":[]}");
        assertThat(announcements.isEmpty()).isTrue();
    }

    @Test
    void whatCouldNotBeSentIsAnnouncedWithoutRows() {
        announcements.lost();

        assertThat(announcements.isEmpty()).isFalse();
        assertThat(announcements.take(() -> "1")).containsExactly("{\"id\":\"1\",\"rows\":[]}");
    }

    private List<String> take() {
        return Arrays.stream(announcements.take(() -> String.valueOf(count.incrementAndGet())))
                .flatMap(payload -> new JsonObject(payload).getJsonArray("rows").stream())
                .map(row -> ((JsonArray) row).encode())
                .toList();
    }

    private static String range(String well, int from, int to) {
        return new JsonArray()
                .add(well)
                .add(START + from * SECOND)
                .add(START + to * SECOND)
                .encode();
    }
}

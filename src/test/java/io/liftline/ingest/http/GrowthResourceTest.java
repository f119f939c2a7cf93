package io.liftline.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.access.Role;
import io.liftline.fixtures.TestDatabase;
import io.liftline.fixtures.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The limits of new wells and new chunks.
@QuarkusTest
@TestProfile(GrowthResourceTest.LowLimits.class)
class GrowthResourceTest {

    /// No other test has samples of these years.
    private static final Instant OLD = Instant.parse("2003-01-01T00:00:00Z");

    @Inject
    Tokens tokens;

    public static class LowLimits implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "liftline.ingest.new-wells-per-hour", "30",
                    "liftline.ingest.new-chunks-per-request", "8",
                    "liftline.ingest.new-chunks-per-hour", "20");
        }
    }

    /// One test, because the counts are of one hour.
    @Test
    void aUserMayAddWellsAndChunksUpToTheLimits() throws Exception {
        TestDatabase.ofService().run("""
                INSERT INTO esp_telemetry (well_id, timestamp, pip)
                VALUES ('GROW-0', '2025-11-20T06:00:00Z', 1)
                ON CONFLICT DO NOTHING""");
        String prefix = "GROW-" + System.nanoTime();

        assertInserted(25, wells(prefix, 25));
        assertInserted(0, wells(prefix, 25));
        assertRefused(wells(prefix + "-other", 6), "one user may add 30 within an hour");
        assertInserted(5, wells(prefix + "-more", 5));
        assertRefused(wells(prefix + "-last", 1), "one user may add 30 within an hour");

        assertRefused(days(prefix, 0, 9), "more than 8 time ranges");
        assertInserted(8, days(prefix, 0, 8));
        assertInserted(0, days(prefix, 0, 8));
        assertInserted(8, days(prefix, 8, 8));
        assertInserted(4, days(prefix, 16, 4));
        Response hour = days(prefix, 20, 1);
        assertRefused(hour, "one user may add 20 within an hour");
        assertThat(Integer.parseInt(hour.header("Retry-After"))).isBetween(3_000, 3_600);
        assertThat(days(prefix, 0, 9).header("Retry-After")).isNull();
        assertInserted(0, days(prefix, 12, 8));
    }

    @Test
    void clientsOfInfluxDbAreToldInTheirWords() {
        String lines = IntStream.range(0, 40)
                .mapToObj(i -> "esp,well_id=GROW-INFLUX-%d-%d pip=1 1763600000\n".formatted(System.nanoTime(), i))
                .collect(Collectors.joining());

        Response answer = tokens.as(Role.WRITER).body(lines).post("/write?precision=s");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.jsonPath().getString("message")).contains("do not exist yet");
    }

    private Response wells(String prefix, int count) {
        return post(count, i -> "%s-%d,2025-11-20T06:00:00Z,1".formatted(prefix, i));
    }

    private Response days(String prefix, int first, int count) {
        return post(count, i -> "%s-0,%s,1".formatted(prefix, OLD.plus(Duration.ofDays(first + i))));
    }

    private Response post(int rows, IntFunction<String> row) {
        String body = IntStream.range(0, rows).mapToObj(row).collect(Collectors.joining("\n"));
        return tokens.as(Role.WRITER)
                .contentType("text/csv")
                .body("well_id,timestamp,pip\n" + body)
                .post("/api/v1/telemetry");
    }

    private static void assertInserted(int count, Response answer) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        assertThat(answer.jsonPath().getInt("inserted")).isEqualTo(count);
    }

    private static void assertRefused(Response answer, String detail) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(422);
        assertThat(answer.jsonPath().getString("detail").toLowerCase(Locale.ROOT))
                .contains(detail);
    }
}

package io.liftline.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.access.Role;
import io.liftline.fixtures.NoErrorsLogged;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Ingest requests of a gateway and their answers, on the real database.
@QuarkusTest
@ExtendWith(NoErrorsLogged.class)
class TelemetryRouteTest extends TelemetryPosts {

    enum Body {
        JSON("application/json"),
        NDJSON("application/x-ndjson"),
        CSV("text/csv");

        final String type;

        Body(String type) {
            this.type = type;
        }

        String text(String well) {
            return switch (this) {
                case JSON -> "[" + line(well, 1, "812.5") + "," + line(well, 2, "null") + "]";
                case NDJSON -> line(well, 1, "812.5") + "\n" + line(well, 2, "null") + "\n";
                case CSV ->
                    "timestamp,pip,motor_temp,well_id\r\n2025-11-20T06:00:01Z,812.5,96.1,%1$s\r\n2025-11-20T06:00:02Z,,96.1,\"%1$s\"\r\n"
                            .formatted(well);
            };
        }

        private static String line(String well, int second, String pip) {
            return "{\"well_id\":\"%s\",\"timestamp\":\"2025-11-20T06:00:0%dZ\",\"pip\":%s,\"motor_temp\":96.1}"
                    .formatted(well, second, pip);
        }
    }

    @ParameterizedTest
    @EnumSource
    void storesEachFormatPlainAndPackedAndAReplayChangesNothing(Body format) {
        byte[] body = format.text(well).getBytes(StandardCharsets.UTF_8);

        JsonPath first =
                post(format.type, body, "").then().statusCode(200).extract().jsonPath();
        JsonPath replay = tokens.as(Role.WRITER)
                .contentType(format.type)
                .header("Content-Encoding", "gzip")
                .body(gzip(body))
                .post(URI)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(counts(first)).isEqualTo("received 2, inserted 2, updated 0, duplicates 0, conflicts 0, rejected 0");
        assertThat(counts(replay))
                .isEqualTo("received 2, inserted 0, updated 0, duplicates 2, conflicts 0, rejected 0");
        assertThat(rows("pip", "motor_temp"))
                .containsExactly("2025-11-20T06:00:01Z 812.5 96.1", "2025-11-20T06:00:02Z null 96.1");
    }

    @Test
    void oneSampleByItselfIsABody() {
        JsonPath receipt = json("""
                {"well_id": "%s", "timestamp": "2025-11-20T09:00:00.250+03:00", "flow_rate": 2150.4}""".formatted(well));

        assertThat(counts(receipt))
                .isEqualTo("received 1, inserted 1, updated 0, duplicates 0, conflicts 0, rejected 0");
        assertThat(rows("flow_rate")).containsExactly("2025-11-20T06:00:00.250Z 2150.4");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"units": {"pip": "kPa", "motor_temp": "K"}, "samples": [SAMPLE]}
                    {"samples": [SAMPLE], "units": {"pip": "kPa", "motor_temp": "K"}}""")
    void unitsMayStandBeforeOrBehindTheSamples(String body) {
        json(body.replace(
                "SAMPLE",
                "{\"well_id\":\"%s\",\"timestamp\":\"2025-11-20T06:00:00Z\",\"pip\":689.4757293168361,\"motor_temp\":373.15}"
                        .formatted(well)));

        assertThat(rows("pip", "motor_temp")).containsExactly("2025-11-20T06:00:00Z 100.0 100.0");
    }

    @Test
    void aSampleAFewMinutesAheadOfTheClockIsTaken() {
        String soon = Instant.now().plus(Duration.ofMinutes(4)).toString();
        String later = Instant.now().plus(Duration.ofMinutes(6)).toString();

        JsonPath receipt = json("""
                [{"well_id": "%1$s", "timestamp": "%2$s", "pip": 1}, {"well_id": "%1$s", "timestamp": "%3$s", "pip": 1}]""".formatted(well, soon, later));

        assertThat(counts(receipt))
                .isEqualTo("received 2, inserted 1, updated 0, duplicates 0, conflicts 0, rejected 1");
        assertThat(receipt.getString("errors[0].code")).isEqualTo("timestamp_in_future");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    application/json     | []
                    application/json     | {"samples":[]}
                    application/x-ndjson | ''
                    text/csv             | well_id,timestamp,pip""")
    void anEmptyBodyIsNothingReceived(String type, String body) {
        JsonPath receipt = post(type, body.getBytes(StandardCharsets.UTF_8), "")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(counts(receipt))
                .isEqualTo("received 0, inserted 0, updated 0, duplicates 0, conflicts 0, rejected 0");
    }

    @Test
    void aHundredThousandSamplesAreOneRequestAndOneMoreIsTooMany() {
        StringBuilder csv = new StringBuilder("well_id,timestamp,pip\n");
        Instant first = Instant.parse("2025-11-20T00:00:00Z");
        for (int i = 0; i < 100_000; i++) {
            csv.append(well)
                    .append(',')
                    .append(first.plusMillis(i))
                    .append(',')
                    .append(i % 1_000)
                    .append('\n');
        }

        JsonPath receipt = post("text/csv", csv.toString().getBytes(StandardCharsets.UTF_8), "")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        csv.append(well).append(",2025-11-21T00:00:00Z,1\n");
        JsonPath problem = post("text/csv", csv.toString().getBytes(StandardCharsets.UTF_8), "")
                .then()
                .statusCode(413)
                .extract()
                .jsonPath();

        assertThat(counts(receipt))
                .isEqualTo("received 100000, inserted 100000, updated 0, duplicates 0, conflicts 0, rejected 0");
        assertThat(problem.getString("type")).isEqualTo("urn:liftline:problem:too_large");
        assertThat(rows("pip")).hasSize(100_000);
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }
}

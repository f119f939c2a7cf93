package io.liftline.query;

import static io.liftline.query.Questions.minute;
import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.access.Role;
import io.liftline.fixtures.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Queries of the values at a time, on the real database.
@QuarkusTest
class ValueResourceTest {

    @Inject
    Tokens tokens;

    private Questions questions;
    private String well;

    @BeforeEach
    void fillAWell() {
        questions = Questions.of(tokens, "*");
        well = Questions.newWell("VAL");
        tokens.as(Role.WRITER)
                .contentType("text/csv")
                .body("""
                        well_id,timestamp,pip,motor_temp
                        %1$s,2025-03-01T00:00:00Z,100,50
                        %1$s,2025-03-01T00:10:00Z,,60
                        %1$s,2025-03-01T00:20:00Z,300,
                        """.formatted(well))
                .post("/api/v1/telemetry")
                .then()
                .statusCode(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            previous     | 5   | 100.0 | 0   | 50.0 | 0
            previous     | 0   | 100.0 | 0   | 50.0 | 0
            previous     | 20  | 300.0 | 20  | 60.0 | 10
            previous     | -1  |       |     |      |
            nearest      | 4   | 100.0 | 0   | 50.0 | 0
            nearest      | 5   | 100.0 | 0   | 50.0 | 0
            nearest      | 6   | 100.0 | 0   | 60.0 | 10
            nearest      | 11  | 300.0 | 20  | 60.0 | 10
            nearest      | -1  | 100.0 | 0   | 50.0 | 0
            interpolated | 5   | 150.0 | 5   | 55.0 | 5
            interpolated | 10  | 200.0 | 10  | 60.0 | 10
            interpolated | 15  | 250.0 | 15  |      |
            interpolated | -1  |       |     |      |""")
    void aValueIsFoundForEachChannelByItself(
            String mode,
            int at,
            @Nullable Double pip,
            @Nullable Integer pipAt,
            @Nullable Double temperature,
            @Nullable Integer temperatureAt) {
        JsonObject answer = questions.json(path("timestamp=" + minute(at) + "&mode=" + mode));

        assertThat(answer)
                .isEqualTo(new JsonObject()
                        .put("well_id", well)
                        .put("timestamp", minute(at).toString())
                        .put("mode", mode)
                        .put(
                                "values",
                                new JsonObject()
                                        .put("pip", value(pip, pipAt))
                                        .put("motor_temp", value(temperature, temperatureAt)))
                        .put("sources", new JsonArray().add("esp_telemetry")));
    }

    @Test
    void aValueOfMoreThanAWeekBeforeIsTooOld() {
        Instant last = minute(20);

        assertThat(questions
                        .json(path("timestamp=" + last.plus(Duration.ofDays(7))))
                        .getJsonObject("values")
                        .getJsonObject("pip"))
                .isEqualTo(value(300.0, 20));
        assertThat(questions
                        .json(path("timestamp=" + last.plus(Duration.ofDays(7)).plusSeconds(1)))
                        .getJsonObject("values")
                        .getJsonObject("pip"))
                .isEqualTo(value(null, null));
    }

    @ParameterizedTest
    @CsvSource({
        "timestamp=yesterday, 400, timestamp is 'yesterday'",
        "mode=next, 400, previous",
        "from=-1h, 400, not a parameter",
        "format=csv, 406, json"
    })
    void aQuestionThatCannotBeAnsweredSaysWhy(String query, int status, String detail) {
        assertThat(questions.problem(status, path(query)).getString("detail")).contains(detail);
    }

    @Test
    void aWellThatDoesNotExistIs404() {
        questions.problem(404, "/wells/" + well + "x/at");
    }

    private String path(String query) {
        return "/wells/" + well + "/at?channels=pip,motor_temp&" + query;
    }

    private static JsonObject value(@Nullable Double value, @Nullable Integer minute) {
        return new JsonObject()
                .put("value", value)
                .put("timestamp", minute == null ? null : minute(minute).toString());
    }
}

package io.liftline.query;

import io.liftline.access.Role;
import io.liftline.fixtures.Tokens;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;

/// A fleet that no other test has wells of, and questions about it.
abstract class FleetOfItsOwn {

    @Inject
    Tokens tokens;

    String fleet;
    Questions questions;
    Instant now;

    @BeforeEach
    void nameAFleet() {
        fleet = Questions.newWell("FLT");
        questions = Questions.of(tokens, fleet + "*");
        now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    void post(String well, Instant time, String values) {
        store(Stream.of("%s-%s,%s,%s%s".formatted(fleet, well, time, values, values.contains(",") ? "" : ",")));
    }

    void store(Stream<String> lines) {
        tokens.as(Role.WRITER)
                .contentType("text/csv")
                .body(lines.reduce("well_id,timestamp,pip,motor_temp\n", (all, line) -> all + line + "\n"))
                .post("/api/v1/telemetry")
                .then()
                .statusCode(200);
    }

    static JsonObject well(JsonObject answer, int index) {
        return answer.getJsonArray("wells").getJsonObject(index);
    }
}

package io.liftline.well;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.access.Role;
import io.liftline.fixtures.TestDatabase;
import io.liftline.fixtures.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Name, field and limits of a well, on the real database.
@QuarkusTest
class WellDataResourceTest {

    @Inject
    Tokens tokens;

    private final TestDatabase database = TestDatabase.ofService();
    private final String well = "WEL-" + System.nanoTime();

    @BeforeEach
    void register() throws SQLException {
        database.run("INSERT INTO well (well_id, first_at, last_at) VALUES ('%s', now(), now())".formatted(well));
    }

    @Test
    void aNewWellHasTheDefaultLimits() {
        Response answer = get();

        JsonObject json = json(answer);
        assertThat(answer.header("ETag")).isEqualTo("\"0\"");
        assertThat(json.getValue("name")).isNull();
        assertThat(json.getJsonObject("limits")).isEqualTo(new JsonObject());
        assertThat(json.getJsonObject("effective_limits")
                        .getJsonObject("channels")
                        .getJsonObject("motor_temp"))
                .isEqualTo(new JsonObject("{\"high_alarm\":130,\"high_trip\":150}"));
    }

    @Test
    void aChangeIsMergedAndNullRemoves() throws SQLException {
        patch("""
                {"name": "Nord 4 — ü", "field": "Alpha",
                 "limits": {"channels": {"pip": {"low_alarm": 300, "low_trip": 250}}, "rated_current": 62.5,
                            "operating_range": {"min": 1200, "max": 2600}}}""");

        Response changed = patch(
                "{\"field\": null, \"limits\": {\"channels\": {\"pip\": {\"low_trip\": null}}, \"rated_current\": 60}}");

        assertThat(changed.header("ETag")).isEqualTo("\"2\"");
        JsonObject json = json(get());
        assertThat(json).isEqualTo(json(changed));
        assertThat(json.getString("name")).isEqualTo("Nord 4 — ü");
        assertThat(json.getValue("field")).isNull();
        assertThat(json.getJsonObject("limits")).isEqualTo(new JsonObject("""
                {"channels": {"pip": {"low_alarm": 300}}, "rated_current": 60,
                 "operating_range": {"min": 1200, "max": 2600}}"""));
        assertThat(json.getJsonObject("effective_limits")
                        .getJsonObject("channels")
                        .getJsonObject("pip"))
                .isEqualTo(new JsonObject("{\"low_alarm\":300,\"low_trip\":100}"));
        assertThat(database.row("SELECT limits ->> 'rated_current' FROM well WHERE well_id = '" + well + "'"))
                .isEqualTo("60");
        assertThat(database.rows("SELECT action, actor FROM audit_event WHERE subject = '" + well + "'"))
                .containsExactly("well.change|tester", "well.change|tester");
    }

    @Test
    void aChangeOfAnotherVersionIsRefused() {
        patch("{\"name\":\"first\"}");

        Response refused = tokens.as(Role.OPERATOR)
                .header("If-Match", "\"0\"")
                .contentType("application/merge-patch+json")
                .body("{\"name\":\"second\"}")
                .patch("/api/v1/wells/" + well);

        assertThat(refused.statusCode()).isEqualTo(412);
        assertThat(refused.header("ETag")).isEqualTo("\"1\"");
        assertThat(refused.jsonPath().getString("type")).isEqualTo("urn:liftline:problem:precondition_failed");
        assertThat(json(get()).getString("name")).isEqualTo("first");
    }

    @Test
    void ofManyConcurrentChangesOfAVersionOneIsMade() {
        List<Integer> statuses = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> tokens.as(Role.ADMIN)
                        .header("If-Match", "\"9\", \"0\"")
                        .contentType("application/json")
                        .body("{\"name\":\"n%d\"}".formatted(i))
                        .patch("/api/v1/wells/" + well)
                        .statusCode()))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(statuses).containsOnlyOnce(200);
        assertThat(statuses.stream().filter(status -> status == 412)).hasSize(7);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [                                                            | 400 | not a JSON object
            []                                                           | 400 | not a JSON object
            {"well_id":"X"}                                              | 422 | cannot be changed; name, field
            {"name":" "}                                                 | 422 | name must be a text
            {"name":7}                                                   | 422 | name must be a text
            {"limits":7}                                                 | 422 | limits must be an object
            {"limits":{"pip":{}}}                                        | 422 | limits has 'pip', but must be of channels
            {"limits":{"channels":{"pressure":{}}}}                      | 422 | which is no channel
            {"limits":{"channels":{"pip":{"low":3}}}}                    | 422 | pip has 'low', but must be of low_trip
            {"limits":{"channels":{"pip":{"low_trip":"3"}}}}             | 422 | pip.low_trip must be a number from -15.0
            {"limits":{"channels":{"pip":{"low_trip":99999}}}}           | 422 | to 20000.0
            {"limits":{"channels":{"pip":{"low_trip":9,"low_alarm":8}}}} | 422 | low_alarm 8.0 must not be less than low_trip 9.0
            {"limits":{"channels":{"motor_temp":{"high_alarm":155}}}}    | 422 | with the default limits, limits.channels.motor_temp: high_trip 150.0 must not be less than high_alarm 155.0
            {"limits":{"rated_current":0}}                               | 422 | rated_current must be a number
            {"limits":{"operating_range":{"min":5}}}                     | 422 | operating_range.max is missing
            {"limits":{"operating_range":{"min":5,"max":4}}}             | 422 | min 5.0 must be less than max 4.0""")
    void whatIsNotAcceptableChangesNothing(String body, int status, String detail) {
        Response refused = patch(body);

        assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(status);
        assertThat(refused.jsonPath().getString("detail")).contains(detail);
        assertThat(get().header("ETag")).isEqualTo("\"0\"");
    }

    @Test
    void aForeignWellIsNeitherReadNorChanged() {
        for (String name : List.of(well, well + "-absent")) {
            Response unread = tokens.as(Role.VIEWER, "OTHER*").get("/api/v1/wells/" + name);
            assertThat(unread.statusCode()).isEqualTo(404);
            assertThat(unread.jsonPath().getString("detail"))
                    .isEqualTo("There is no well '" + name + "' that you may see");
            Response refused = tokens.as(Role.ADMIN, "OTHER*")
                    .contentType("application/json")
                    .body("{}")
                    .patch("/api/v1/wells/" + name);
            assertThat(refused.statusCode()).isEqualTo(404);
            assertThat(refused.jsonPath().getString("detail"))
                    .isEqualTo("There is no well '" + name + "' that you may see");
        }
        assertThat(get().header("ETag")).isEqualTo("\"0\"");
    }

    private Response get() {
        return tokens.as(Role.VIEWER).get("/api/v1/wells/" + well);
    }

    private Response patch(String body) {
        return tokens.as(Role.OPERATOR)
                .contentType("application/json")
                .body(body)
                .patch("/api/v1/wells/" + well);
    }

    private static JsonObject json(Response answer) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return new JsonObject(answer.asString());
    }
}

package io.liftline.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.liftline.access.Role;
import io.liftline.fixtures.NoErrorsLogged;
import io.liftline.fixtures.Tokens;
import io.liftline.ingest.StoredRows;
import io.liftline.web.ParameterNames;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Each parameter of the ingest routes has its effect or is rejected.
@QuarkusTest
@ExtendWith(NoErrorsLogged.class)
class IngestParametersResourceTest {

    @Inject
    Tokens tokens;

    @Inject
    StoredRows stored;

    private String well;

    @BeforeEach
    void newWell() {
        well = "PARAMETERS-" + System.nanoTime();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "units=pip:kPa&units=motor_temp:K",
                "units=pip:kPa,motor_temp:K",
                "units=pip:kPa&units=pip:kPa,motor_temp:K"
            })
    void unitsMayBeRepeated(String query) throws Exception {
        post("/api/v1/telemetry?" + query, "application/json", json("\"pip\":5500,\"motor_temp\":370"))
                .then()
                .statusCode(200);

        assertThat(stored.sum(well, "pip")).isCloseTo(797.7, within(0.01));
        assertThat(stored.sum(well, "motor_temp")).isCloseTo(96.85, within(0.001));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/write", "/api/v2/write", "/api/v3/write_lp"})
    void lineProtocolHasUnitsToo(String path) throws Exception {
        post(path + "?precision=s&units=pip:kPa&units=motor_temp:K", "text/plain", line("pip=5500,motor_temp=370"))
                .then()
                .statusCode(204);

        assertThat(stored.sum(well, "pip")).isCloseTo(797.7, within(0.01));
        assertThat(stored.sum(well, "motor_temp")).isCloseTo(96.85, within(0.001));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    unit=pip:kPa                             | did you mean units?
                    Units=pip:kPa                            | did you mean units?
                    onconflict=update                        | did you mean on_conflict?
                    verbose=1                                | known: atomic
                    atomic=false&atomic=true                 | atomic is given 2 times
                    on_conflict=ignore&on_conflict=update    | on_conflict is given 2 times
                    units=pip:kPa,pip:psi                    | units name kPa and psi for pip
                    units=pip:psi&units=pip:kPa              | units name psi and kPa for pip
                    """)
    void whatIsNotUnderstoodIsRefused(String query, String detail) throws Exception {
        post("/api/v1/telemetry?" + query, "application/json", json("\"pip\":5500"))
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:liftline:problem:unknown_parameter"))
                .body("detail", containsString(detail));

        assertThat(stored.count(well)).isZero();
    }

    @Test
    void unitsOfTheBodyMayNotContradictThoseOfTheQuery() throws Exception {
        String body = "{\"samples\": [" + json("\"pip\":5500") + "], \"units\": {\"pip\": \"kPa\"}}";

        post("/api/v1/telemetry?units=pip:bar", "application/json", body)
                .then()
                .statusCode(400)
                .body("detail", containsString("units name bar and kPa for pip"));
        assertThat(stored.count(well)).isZero();
        post("/api/v1/telemetry?units=pip:kPa", "application/json", body).then().statusCode(200);

        assertThat(stored.sum(well, "pip")).isCloseTo(797.7, within(0.01));
    }

    @ParameterizedTest
    @CsvSource({
        "unit=pip:kPa, did you mean units?",
        "precisoin=s, did you mean precision?",
        "precision=s&precision=ms, precision is given 2 times",
        "'units=pip:kPa,pip:psi', units name kPa and psi for pip"
    })
    void lineProtocolRefusesInTheWordsOfItsClients(String query, String message) throws Exception {
        post("/write?" + query, "text/plain", line("pip=5500"))
                .then()
                .statusCode(400)
                .body("code", equalTo("invalid"))
                .body("message", containsString(message));

        assertThat(stored.count(well)).isZero();
    }

    @Test
    void whatInfluxClientsSayOfTheirDatabaseIsKnown() throws Exception {
        post(
                        "/write?precision=s&db=esp&rp=autogen&consistency=one&u=any&p=any&org=o&orgID=1&bucket=b"
                                + "&no_sync=true&accept_partial=true",
                        "text/plain",
                        line("pip=5500"))
                .then()
                .statusCode(204);

        assertThat(stored.count(well)).isEqualTo(1);
    }

    static Stream<List<Object>> routes() {
        return Stream.of(
                List.of("/api/v1/telemetry", TelemetryRoute.PARAMETERS),
                List.of("/write", LineProtocolRoute.PARAMETERS),
                List.of("/api/v2/write", LineProtocolRoute.PARAMETERS),
                List.of("/api/v3/write_lp", LineProtocolRoute.PARAMETERS),
                List.of("/query", InfluxQueryRoute.PARAMETERS));
    }

    /// The OpenAPI document of these routes is written by hand, so it could differ from the code.
    @Test
    void theOpenApiDocumentNamesTheParametersThatAreKnown() {
        JsonObject paths = new JsonObject(RestAssured.given()
                        .queryParam("format", "json")
                        .get("/q/openapi")
                        .asString())
                .getJsonObject("paths");

        routes().forEach(route -> {
            ParameterNames known = (ParameterNames) route.get(1);
            TreeSet<String> names = new TreeSet<>(known.single());
            names.addAll(known.lists());
            names.remove("p"); // a credential: the document has it as a security scheme
            assertThat(
                            paths
                                    .getJsonObject((String) route.get(0))
                                    .getJsonObject("post")
                                    .getJsonArray("parameters")
                                    .stream()
                                    .map(parameter -> ((JsonObject) parameter).getString("name")))
                    .as(route.get(0).toString())
                    .containsExactlyInAnyOrderElementsOf(names);
        });
    }

    private Response post(String path, String contentType, String body) {
        return tokens.as(Role.WRITER)
                .urlEncodingEnabled(false)
                .contentType(contentType)
                .body(body)
                .post(path);
    }

    private String json(String values) {
        return "{\"well_id\":\"%s\",\"timestamp\":\"2025-11-20T06:00:00Z\",%s}".formatted(well, values);
    }

    private String line(String fields) {
        return "esp_telemetry,well_id=%s %s 1763618400".formatted(well, fields);
    }
}

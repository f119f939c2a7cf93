package io.liftline.ingest.http;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import io.liftline.access.Role;
import io.liftline.fixtures.NoErrorsLogged;
import io.liftline.fixtures.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What clients of InfluxDB ask beside writing.
@QuarkusTest
@ExtendWith(NoErrorsLogged.class)
@SuppressWarnings("NullAway.Init") // injected
class InfluxQuestionsResourceTest {

    @Inject
    Tokens tokens;

    @Test
    void whoAsksWhetherSomebodyIsThereIsAnswered() {
        given().get("/ping").then().statusCode(204).header("X-Influxdb-Version", notNullValue());
        given().head("/ping").then().statusCode(204).header("X-Influxdb-Version", notNullValue());
        given().post("/ping").then().statusCode(405).header("Allow", "GET, HEAD");
        given().get("/health")
                .then()
                .statusCode(200)
                .body("status", equalTo("pass"))
                .body("name", equalTo("liftline"));
    }

    @Test
    void databasesAreThereWithoutBeingMade() {
        asWriter()
                .queryParam("q", "CREATE DATABASE \"telegraf\"")
                .post("/query")
                .then()
                .statusCode(200)
                .body("results.statement_id", contains(0));
        asWriter()
                .formParam("q", "CREATE DATABASE \"telegraf\"; SHOW DATABASES")
                .formParam("db", "telegraf")
                .post("/query")
                .then()
                .statusCode(200)
                .body("results.statement_id", contains(0, 1))
                .body("results[1].series[0].values", contains(List.of("liftline"), List.of("telegraf")));
        asWriter()
                .queryParam("q", "show  retention policies on telegraf")
                .get("/query")
                .then()
                .statusCode(200)
                .body("results[0].series[0].values[0][0]", equalTo("autogen"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    SELECT mean(pip) FROM esp_telemetry | samples are asked for at /api/v1/wells
                    DROP DATABASE telegraf              | samples are asked for at /api/v1/wells
                    ''                                  | q is required
                    """)
    void whatIsNotAnsweredHereIsToldWhereToAsk(String statement, String detail) {
        asWriter()
                .queryParam("q", statement)
                .get("/query")
                .then()
                .statusCode(400)
                .body("detail", containsString(detail))
                .body("error", startsWith("unable to parse: "));
        given().queryParam("q", "SHOW DATABASES").get("/query").then().statusCode(401);
    }

    private RequestSpecification asWriter() {
        return given().header("Authorization", "Token " + tokens.text(Role.WRITER, "*"));
    }
}

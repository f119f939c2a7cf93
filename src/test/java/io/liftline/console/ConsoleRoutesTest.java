package io.liftline.console;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyOrNullString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.liftline.fixtures.RawConnection;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The routes of the console: the page, its files, their headers, and what stays a problem.
@QuarkusTest
class ConsoleRoutesTest {

    private static final String FILE = "/console/" + ConsoleFiles.all().version() + "/main.js";

    @Inject
    MeterRegistry metrics;

    @ParameterizedTest
    @ValueSource(strings = {"/", "/console"})
    void thePageIsServedWithAPolicyThatAllowsNothingOfOthers(String path) {
        Response page = given().get(path);

        page.then()
                .statusCode(200)
                .contentType("text/html")
                .header("Cache-Control", "no-cache")
                .header("X-Content-Type-Options", "nosniff")
                .header("X-Frame-Options", "DENY")
                .header("Cross-Origin-Opener-Policy", "same-origin")
                .body(containsString("<div id=\"app\">"));
        assertThat(page.header("Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'")
                .doesNotContain("unsafe", "http:", "https:", "*");
    }

    @Test
    void aFileIsKeptForEverUnderItsVersion() {
        given().get(FILE)
                .then()
                .statusCode(200)
                .contentType("text/javascript")
                .header("Cache-Control", "public, max-age=31536000, immutable")
                .header("Vary", containsString("Accept-Encoding"))
                .body(containsString("import"));
        given().get("/console/0000000000000000/main.js").then().statusCode(200).header("Cache-Control", "no-store");
    }

    @Test
    void aKnownTagIsNotAnsweredAgain() {
        String tag = given().get("/").header("ETag");

        given().header("If-None-Match", tag).get("/").then().statusCode(304).body(emptyOrNullString());
        given().header("If-None-Match", "W/\"another\", " + tag)
                .get(FILE)
                .then()
                .statusCode(304);
        given().header("If-None-Match", "W/\"another\"").get("/").then().statusCode(200);
    }

    @Test
    void filesAreCompressedOnlyForThoseWhoAcceptIt() throws Exception {
        try (RawConnection connection = new RawConnection()) {
            connection.send("GET %s HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: br, gzip\r\n\r\n".formatted(FILE));
            RawConnection.Response compressed = connection.receive();
            connection.send("GET %s HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip;q=0\r\n\r\n".formatted(FILE));
            RawConnection.Response plain = connection.receive();

            int size = ConsoleFiles.all().find("main.js").orElseThrow().plain().length;
            assertThat(compressed.status()).isEqualTo(200);
            assertThat(compressed.head()).containsIgnoringCase("content-encoding: gzip");
            assertThat(plain.head()).containsIgnoringCase("content-length: " + size);
        }
    }

    @Test
    void headAnswersTheHeadersOnly() {
        given().head("/").then().statusCode(200).contentType("text/html").body(emptyOrNullString());
        given().head(FILE).then().statusCode(200).header("Content-Length", not(equalTo("0")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/console/1/2/3",
                "/console/x/nothing.js",
                "/index.html",
                "/webui/main.js",
                "/favicon.ico",
                "/webjars/uplot/1.6.30/dist/uPlot.esm.js",
                "/console/x/..%2f..%2fapplication.properties"
            })
    void everyOtherPathIsAProblem(String path) {
        given().urlEncodingEnabled(false).get(path).then().statusCode(404).contentType("application/problem+json");
    }

    @Test
    void otherMethodsAreRefused() {
        given().body("x").post("/").then().statusCode(405).header("Allow", "GET, HEAD");
        given().delete(FILE).then().statusCode(405);
    }

    @Test
    void pathsOfTheConsoleMakeNoMetricsOfTheirOwn() {
        for (int i = 0; i < 20; i++) {
            given().get("/console/%d/main.js".formatted(i)).then().statusCode(200);
        }

        assertThat(metrics.find("http.server.requests").timers().stream()
                        .map(timer -> timer.getId().getTag("uri"))
                        .filter(uri -> uri != null && uri.startsWith("/console"))
                        .distinct())
                .isSubsetOf("/console", "/console/:version/:file", "/console/{version}/{file}");
    }
}

package io.liftline;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.access.Role;
import io.liftline.fixtures.Tokens;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Checks which roles may call each route. A route that is missing from the table fails the test.
@QuarkusTest
class AuthorizationTest {

    @Inject
    Tokens tokens;

    @TestHTTPResource(value = "/health", management = true)
    String health;

    static List<ApiRoute> secured() {
        return ApiRoute.SECURED;
    }

    @BeforeEach
    void storeASample() {
        new ApiRoute("POST /api/v1/telemetry", ApiRoute.WRITERS, ApiRoute.SAMPLE)
                .call(as(Role.WRITER))
                .then()
                .statusCode(200);
    }

    @Test
    void everyRouteOfTheApiIsInTheTable() {
        Map<String, Map<String, Object>> paths = given().queryParam("format", "json")
                .get("/q/openapi")
                .jsonPath()
                .getMap("paths");
        List<String> routes = new ArrayList<>();
        paths.forEach((path, operations) -> {
            if (!path.startsWith("/test/")) {
                operations.keySet().forEach(method -> routes.add(method.toUpperCase(Locale.ROOT) + " " + path));
            }
        });

        List<String> known = new ArrayList<>(
                ApiRoute.SECURED.stream().map(ApiRoute::operation).toList());
        known.addAll(ApiRoute.PUBLIC.keySet());
        assertThat(routes)
                .as("routes of the OpenAPI document against the table in this test")
                .containsExactlyInAnyOrderElementsOf(known);
    }

    @ParameterizedTest
    @MethodSource("secured")
    void withoutATokenNobodyGetsIn(ApiRoute route) {
        assertUnauthenticated(route.call(given()));
    }

    @ParameterizedTest
    @MethodSource("secured")
    void aTokenIsAcceptedUnderEachScheme(ApiRoute route) {
        String good = tokens.text(Role.ADMIN, route.wells());

        for (String scheme : List.of("Bearer ", "bearer ", "Token ", "Bearer   ")) {
            assertThat(route.call(given().header("Authorization", scheme + good))
                            .statusCode())
                    .as(scheme)
                    .isEqualTo(route.success());
        }
    }

    @ParameterizedTest
    @MethodSource("secured")
    void credentialsThatAreNoneDoNotOpenAnything(ApiRoute route) {
        String good = tokens.text(Role.ADMIN, "*");
        List<String> bad = List.of(
                "Bearer garbage",
                "Bearer a.b.c",
                "Bearer",
                "Bearer " + good + "x",
                "Bearer " + good + "!!!!",
                "Token " + good + "==",
                "Bearer" + good,
                "Digest " + good,
                "Bearer " + good.substring(0, good.lastIndexOf('.') + 1),
                "Basic YWRtaW46YWRtaW4=",
                "garbage");

        for (String header : bad) {
            assertUnauthenticated(route.call(given().header("Authorization", header)));
        }
    }

    @ParameterizedTest
    @MethodSource("secured")
    void aRoleOpensTheRoutesOfTheTableOnly(ApiRoute route) {
        for (Role role : Role.values()) {
            Response response = route.call(given().auth().oauth2(tokens.text(role, route.wells())));

            if (route.allowed().contains(role)) {
                assertThat(response.statusCode()).as("%s as %s", route, role).isEqualTo(route.success());
            } else {
                assertThat(response.statusCode()).as("%s as %s", route, role).isEqualTo(403);
                assertThat(response.contentType()).isEqualTo("application/problem+json");
                assertThat(response.jsonPath().getString("type")).isEqualTo("urn:liftline:problem:forbidden");
                assertThat(response.asString()).doesNotContain(ApiRoute.WELL);
            }
        }
    }

    @Test
    void publicRoutesAskForNothingAndIgnoreABadToken() {
        ApiRoute.PUBLIC.forEach((operation, status) -> {
            ApiRoute route = new ApiRoute(operation, ApiRoute.ALL, operation.startsWith("POST") ? "{}" : "");
            assertThat(route.call(given()).statusCode()).as(operation).isEqualTo(status);
            assertThat(route.call(given().header("Authorization", "Bearer garbage"))
                            .statusCode())
                    .as(operation)
                    .isEqualTo(status);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"/q/openapi", "/q/swagger-ui/"})
    void theDescriptionOfTheApiIsPublic(String path) {
        given().get(path).then().statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/live", "/ready", "/started"})
    void theProbesArePublicAndOnTheManagementPort(String probe) {
        given().get(health + probe).then().statusCode(200);
        given().get("/q/health" + probe).then().statusCode(404);
    }

    private RequestSpecification as(Role role) {
        return given().auth().oauth2(tokens.text(role, ApiRoute.WELL));
    }

    private static void assertUnauthenticated(Response response) {
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.header("WWW-Authenticate")).startsWith("Bearer");
        assertThat(response.contentType()).isEqualTo("application/problem+json");
        assertThat(response.jsonPath().getString("type")).isEqualTo("urn:liftline:problem:unauthenticated");
        assertThat(response.jsonPath().getInt("status")).isEqualTo(401);
    }
}

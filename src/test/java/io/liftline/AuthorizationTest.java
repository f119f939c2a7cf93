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
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Checks which roles may call each route. A route that is missing from the table fails the test.
@QuarkusTest
class AuthorizationTest {

    private static final String WELL = "AUTHORIZATION-1";
    private static final String LINE = "esp_telemetry,well_id=" + WELL + " pip=812.0 1763618400000000000";
    private static final String SAMPLE =
            "{\"well_id\": \"" + WELL + "\", \"timestamp\": \"2025-11-20T06:00:00Z\", \"pip\": 812.0}";
    private static final String FINDING = "{\"well_id\": \"" + WELL
            + "\", \"timestamp\": \"2025-11-20T06:00:00Z\", \"diagnosis\": \"gas lock\", \"severity\": \"high\"}";
    private static final String REMOVAL = "DELETE /api/v1/wells/{well_id}";
    private static final Set<Role> READERS = EnumSet.of(Role.VIEWER, Role.OPERATOR, Role.ADMIN);
    private static final Set<Role> WRITERS = EnumSet.of(Role.WRITER, Role.OPERATOR, Role.ADMIN);
    private static final Set<Role> OPERATORS = EnumSet.of(Role.OPERATOR, Role.ADMIN);
    private static final Set<Role> ADMINS = EnumSet.of(Role.ADMIN);
    private static final Set<Role> ALL = EnumSet.allOf(Role.class);

    /// The routes that require a token.
    private static final List<Route> SECURED = List.of(
            new Route("POST /api/v1/telemetry", WRITERS, SAMPLE),
            new Route("POST /write", WRITERS, LINE),
            new Route("POST /api/v2/write", WRITERS, LINE),
            new Route("POST /api/v3/write_lp", WRITERS, LINE),
            new Route("GET /query", ALL, ""),
            new Route("POST /query", ALL, ""),
            new Route("GET /api/v1/wells", READERS, ""),
            new Route("GET /api/v1/wells/{well_id}", READERS, ""),
            new Route("PATCH /api/v1/wells/{well_id}", OPERATORS, "{}"),
            new Route(REMOVAL, ADMINS, ""),
            new Route("GET /api/v1/wells/{well_id}/latest", READERS, ""),
            new Route("GET /api/v1/wells/{well_id}/telemetry", READERS, ""),
            new Route("GET /api/v1/wells/{well_id}/series", READERS, ""),
            new Route("GET /api/v1/telemetry/series", READERS, ""),
            new Route("GET /api/v1/wells/{well_id}/at", READERS, ""),
            new Route("GET /api/v1/telemetry", READERS, ""),
            new Route("POST /api/v1/diagnostics", OPERATORS, FINDING),
            new Route("GET /api/v1/diagnostics", READERS, ""),
            new Route("GET /api/v1/wells/{well_id}/diagnostics", READERS, ""),
            new Route("GET /api/v1/rules", READERS, ""),
            new Route("GET /api/v1/diagnostics/{id}", READERS, ""),
            new Route("POST /api/v1/diagnostics/{id}/acknowledgement", OPERATORS, "{}"),
            new Route("POST /api/v1/diagnostics/{id}/notes", OPERATORS, "{\"note\": \"seen\"}"),
            new Route("POST /api/v1/diagnostics/{id}/closure", OPERATORS, "{}"),
            new Route("GET /api/v1/telemetry/latest", READERS, ""),
            new Route("GET /api/v1/fleet", READERS, ""),
            new Route("GET /api/v1/telemetry/stream", READERS, ""),
            new Route("GET /api/v1/telemetry/summary", READERS, ""),
            new Route("GET /api/v1/archive/status", READERS, ""),
            new Route("GET /api/v1/archive/objects", READERS, ""),
            new Route("POST /api/v1/archive/runs", ADMINS, ""),
            new Route("GET /api/v1/archive/runs/{id}", READERS, ""),
            new Route("POST /api/v1/archive/restores", ADMINS, "{\"hypertable\": \"esp_telemetry\"}"),
            new Route("GET /api/v1/archive/restores/{id}", READERS, ""),
            new Route("POST /api/v1/archive/drills", ADMINS, ""),
            new Route("GET /api/v1/archive/drills/{id}", READERS, ""),
            new Route("GET /api/v1/storage", READERS, ""),
            new Route("GET /api/v1/storage/hypertables", READERS, ""),
            new Route("GET /api/v1/storage/policies", READERS, ""),
            new Route("GET /api/v1/storage/chunks", READERS, ""),
            new Route("GET /api/v1/users", ADMINS, ""),
            new Route("POST /api/v1/users", ADMINS, "{}"),
            new Route("GET /api/v1/users/{username}", ADMINS, ""),
            new Route("PATCH /api/v1/users/{username}", ADMINS, "{}"),
            new Route("DELETE /api/v1/users/{username}", ADMINS, ""),
            new Route("DELETE /api/v1/users/{username}/sessions", ADMINS, ""),
            new Route("GET /api/v1/audit", ADMINS, ""),
            new Route("GET /api/v1/api-keys", ADMINS, ""),
            new Route("POST /api/v1/api-keys", ADMINS, "{}"),
            new Route("DELETE /api/v1/api-keys/{id}", ADMINS, ""),
            new Route("GET /api/v1/auth/me", ALL, ""));

    /// The routes of the API that require no token, and their status for an empty request.
    private static final Map<String, Integer> PUBLIC = Map.of(
            "POST /api/v1/auth/login",
            400,
            "POST /api/v1/auth/refresh",
            400,
            "POST /api/v1/auth/logout",
            400,
            "POST /oauth/token",
            415,
            "GET /.well-known/jwks.json",
            200,
            "GET /ping",
            204,
            "GET /health",
            200);

    @Inject
    Tokens tokens;

    @TestHTTPResource(value = "/health", management = true)
    String health;

    /// @param operation method and path, as in the OpenAPI document
    /// @param allowed the roles that may call it
    /// @param body the request body; empty for none
    record Route(String operation, Set<Role> allowed, String body) {

        Response call(RequestSpecification request) {
            String[] parts = operation.split(" ", 2);
            RequestSpecification call = body.isEmpty()
                    ? request
                    : request.contentType("application/json").body(body);
            if (operation.equals(REMOVAL)) {
                call.queryParam("dry_run", "true"); // the other routes need the well
            }
            return (isStream() ? call.accept("application/json") : call)
                    .request(
                            parts[0],
                            parts[1].replace("{well_id}", WELL)
                                    .replace("{username}", "nobody-at-all")
                                    .replace("{id}", operation.contains("/archive/") ? "0" : "aaaaaaaaaaaa"));
        }

        /// A stream that is begun does not end, so it is asked for in a format in which it is refused.
        private boolean isStream() {
            return operation.endsWith("/stream");
        }

        /// The wells of the callers. Administration requires access to all.
        String wells() {
            return isAdministration() ? "*" : WELL;
        }

        private boolean isAdministration() {
            return operation.contains("/users") || operation.contains("/audit") || operation.contains("/api-keys");
        }

        /// The status of an authorized call. Line protocol has no receipt, `/query` without `q` is an error,
        /// and so is an empty user or key. This service has no store and no tasks of the archive.
        int success() {
            if (isAdministration()) {
                return operation.contains("{") ? 404 : operation.startsWith("POST") ? 400 : 200;
            }
            if (isStream()) {
                return 406;
            }
            if (operation.contains("{id}")) {
                return 404;
            }
            if (operation.startsWith("POST /api/v1/archive/")) {
                return 409;
            }
            if (operation.endsWith("/query")) {
                return 400;
            }
            if (operation.equals("POST /api/v1/diagnostics")) {
                return 201;
            }
            return operation.contains("/write") ? 204 : 200;
        }

        @Override
        public String toString() {
            return operation;
        }
    }

    static List<Route> secured() {
        return SECURED;
    }

    @BeforeEach
    void storeASample() {
        new Route("POST /api/v1/telemetry", WRITERS, SAMPLE)
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

        List<String> known =
                new ArrayList<>(SECURED.stream().map(Route::operation).toList());
        known.addAll(PUBLIC.keySet());
        assertThat(routes)
                .as("routes of the OpenAPI document against the table in this test")
                .containsExactlyInAnyOrderElementsOf(known);
    }

    @ParameterizedTest
    @MethodSource("secured")
    void withoutATokenNobodyGetsIn(Route route) {
        assertUnauthenticated(route.call(given()));
    }

    @ParameterizedTest
    @MethodSource("secured")
    void aTokenIsAcceptedUnderEachScheme(Route route) {
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
    void credentialsThatAreNoneDoNotOpenAnything(Route route) {
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
    void aRoleOpensTheRoutesOfTheTableOnly(Route route) {
        for (Role role : Role.values()) {
            Response response = route.call(given().auth().oauth2(tokens.text(role, route.wells())));

            if (route.allowed().contains(role)) {
                assertThat(response.statusCode()).as("%s as %s", route, role).isEqualTo(route.success());
            } else {
                assertThat(response.statusCode()).as("%s as %s", route, role).isEqualTo(403);
                assertThat(response.contentType()).isEqualTo("application/problem+json");
                assertThat(response.jsonPath().getString("type")).isEqualTo("urn:liftline:problem:forbidden");
                assertThat(response.asString()).doesNotContain(WELL);
            }
        }
    }

    @Test
    void publicRoutesAskForNothingAndIgnoreABadToken() {
        PUBLIC.forEach((operation, status) -> {
            Route route = new Route(operation, ALL, operation.startsWith("POST") ? "{}" : "");
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
        return given().auth().oauth2(tokens.text(role, WELL));
    }

    private static void assertUnauthenticated(Response response) {
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.header("WWW-Authenticate")).startsWith("Bearer");
        assertThat(response.contentType()).isEqualTo("application/problem+json");
        assertThat(response.jsonPath().getString("type")).isEqualTo("urn:liftline:problem:unauthenticated");
        assertThat(response.jsonPath().getInt("status")).isEqualTo(401);
    }
}

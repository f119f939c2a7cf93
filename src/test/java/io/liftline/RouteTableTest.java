package io.liftline;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.access.Role;
import io.liftline.fixtures.RawConnection;
import io.liftline.fixtures.Tokens;
import io.liftline.web.RouteClass;
import io.liftline.web.RouteTable;
import io.liftline.web.RouteTable.Route;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every route is in the table of routes, and behaves as the table says.
@QuarkusTest
class RouteTableTest {

    private static final String WELL = "ROUTE-TABLE-1";

    /// Above the limit of the bodies with samples, too.
    private static final long SAMPLES_LIMIT = 64L << 20;

    @Inject
    Tokens tokens;

    @Inject
    MeterRegistry metrics;

    static List<Route> routes() {
        return RouteTable.ROUTES;
    }

    @Test
    void everyRouteOfTheDescriptionIsInTheTable() {
        Map<String, Map<String, Object>> paths = given().queryParam("format", "json")
                .get("/q/openapi")
                .jsonPath()
                .getMap("paths");
        List<String> described = new ArrayList<>();
        paths.forEach((path, operations) -> {
            if (!path.startsWith("/test/")) {
                operations.keySet().forEach(method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path));
            }
        });

        assertThat(routes().stream().map(Route::operation))
                .as("the table of routes: a new route needs a line with its limits")
                .containsExactlyInAnyOrderElementsOf(described);
        assertThat(routes()).allSatisfy(route -> assertThat(route.bound()).isNotBlank());
    }

    @ParameterizedTest
    @MethodSource("routes")
    void theRolesOfTheTableMayCallIt(Route route) {
        List<String> roles = List.of(route.roles().split(" ", -1));
        int withoutToken = call(route, given());

        if (route.roles().isEmpty()) {
            assertThat(withoutToken).isNotIn(401, 403);
            return;
        }
        assertThat(withoutToken).isEqualTo(401);
        for (Role role : Role.values()) {
            int status = call(route, tokens.as(role, wells(route)));
            if (roles.contains(role.text())) {
                assertThat(status).as("%s as %s", route.operation(), role).isNotIn(401, 403, 405);
            } else {
                assertThat(status).as("%s as %s", route.operation(), role).isEqualTo(403);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("routes")
    void aBodyAboveTheLimitOfTheTableIsRefused(Route route) throws Exception {
        long limit = Math.min(route.bodyLimit(), SAMPLES_LIMIT);
        if (method(route).equals("GET")
                && route.cost() == RouteClass.FREE
                && !path(route).startsWith("/api/v1")) {
            return; // these are below the REST layer and read no body
        }
        try (RawConnection connection = new RawConnection()) {
            connection.send(
                    "%s %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
                            .formatted(
                                    method(route),
                                    path(route),
                                    tokens.text(Role.ADMIN, wells(route)),
                                    "application/json",
                                    limit + 1));

            assertThat(connection.receive().status()).isEqualTo(413);
        }
    }

    @ParameterizedTest
    @MethodSource("routes")
    void itsStatementsAreOfTheClassOfTheTable(Route route) {
        double small = statements("small");
        double large = statements("large");

        call(route, tokens.as(Role.ADMIN, wells(route)));

        switch (route.cost()) {
            case SMALL -> {
                assertThat(statements("small")).isGreaterThan(small);
                assertThat(statements("large")).isEqualTo(large);
            }
            case LARGE -> assertThat(statements("large")).isGreaterThan(large);
            case FREE, LOGIN, INGEST, TABLES, LIVE -> {
                assertThat(statements("small")).isEqualTo(small);
                assertThat(statements("large")).isEqualTo(large);
            }
        }
    }

    private double statements(String label) {
        Counter counter =
                metrics.find("liftline.query.statements").tag("class", label).counter();
        return counter == null ? 0 : counter.count();
    }

    private static int call(Route route, RequestSpecification request) {
        RequestSpecification call = List.of("POST", "PATCH").contains(method(route))
                ? request.contentType("application/json").body("{}")
                : route.cost() == RouteClass.LIVE
                        ? request.accept("application/json")
                        : request; // refused: it has no end
        return call.request(method(route), path(route)).statusCode();
    }

    private static String method(Route route) {
        return route.operation().substring(0, route.operation().indexOf(' '));
    }

    private static String path(Route route) {
        return route.operation()
                .substring(route.operation().indexOf(' ') + 1)
                .replace("{well_id}", WELL)
                .replace("{username}", "nobody-at-all")
                .replace("{id}", route.operation().contains("/archive/") ? "0" : "aaaaaaaaaaaa");
    }

    /// The wells of the callers. Administration requires access to all.
    private static String wells(Route route) {
        return List.of("/users", "/api-keys", "/audit").stream().anyMatch(route.operation()::contains) ? "*" : WELL;
    }
}

package io.liftline.web;

import io.vertx.core.http.HttpMethod;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/// The routes of the API with their limits. A route that is not listed has the default limits: a body of
/// [#DEFAULT_BODY] bytes, and the class [RouteClass#SMALL]. A test compares the table with the OpenAPI
/// document, so a new route needs a line here.
@Singleton
public class RouteTable {

    /// Maximum bytes of a body, unless the route declares another limit. A route of the REST layer cannot
    /// declare more than `quarkus.rest.input-buffer-size`.
    public static final int DEFAULT_BODY = 16 * 1024;

    /// The limit of a body with up to 1,000 findings.
    private static final int FINDINGS = 1024 * 1024;

    /// The limit of bodies with samples is a setting, `liftline.ingest.max-body-size`.
    static final int SAMPLES = Integer.MAX_VALUE;

    private static final String ANYBODY = "";
    private static final String ALL = "viewer writer operator admin";
    private static final String READERS = "viewer operator admin";
    private static final String WRITERS = "writer operator admin";

    private static final String OPERATORS = "operator admin";
    private static final String ADMINS = "admin";

    private static final String ONE_REQUEST =
            "100,000 samples, 100 new chunks; 20,000 new wells and 1,000 new chunks an hour";

    /// All routes.
    public static final List<Route> ROUTES = List.of(
            new Route("POST /api/v1/auth/login", DEFAULT_BODY, RouteClass.LOGIN, ANYBODY, "one password hash"),
            new Route("POST /api/v1/auth/refresh", DEFAULT_BODY, RouteClass.TABLES, ANYBODY, "a session"),
            new Route("POST /api/v1/auth/logout", DEFAULT_BODY, RouteClass.TABLES, ANYBODY, "a session"),
            new Route("POST /oauth/token", DEFAULT_BODY, RouteClass.TABLES, ANYBODY, "a session"),
            new Route("GET /api/v1/users", DEFAULT_BODY, RouteClass.TABLES, ADMINS, "1,000 users a page"),
            new Route("POST /api/v1/users", DEFAULT_BODY, RouteClass.LOGIN, ADMINS, "one password hash"),
            new Route("GET /api/v1/users/{username}", DEFAULT_BODY, RouteClass.TABLES, ADMINS, "one row"),
            new Route("PATCH /api/v1/users/{username}", DEFAULT_BODY, RouteClass.LOGIN, ADMINS, "one password hash"),
            new Route("DELETE /api/v1/users/{username}", DEFAULT_BODY, RouteClass.TABLES, ADMINS, "one row"),
            new Route(
                    "DELETE /api/v1/users/{username}/sessions",
                    DEFAULT_BODY,
                    RouteClass.TABLES,
                    ADMINS,
                    "100 sessions"),
            new Route("GET /api/v1/api-keys", DEFAULT_BODY, RouteClass.TABLES, ADMINS, "1,000 keys a page"),
            new Route("POST /api/v1/api-keys", DEFAULT_BODY, RouteClass.TABLES, ADMINS, "one row; 10,000 keys"),
            new Route("DELETE /api/v1/api-keys/{id}", DEFAULT_BODY, RouteClass.TABLES, ADMINS, "one row"),
            new Route("GET /api/v1/audit", DEFAULT_BODY, RouteClass.TABLES, ADMINS, "1,000 events a page"),
            new Route("GET /api/v1/auth/me", DEFAULT_BODY, RouteClass.FREE, ALL, "no statement"),
            new Route("GET /.well-known/jwks.json", DEFAULT_BODY, RouteClass.FREE, ANYBODY, "no statement"),
            new Route("POST /api/v1/telemetry", SAMPLES, RouteClass.INGEST, WRITERS, ONE_REQUEST),
            new Route("POST /write", SAMPLES, RouteClass.INGEST, WRITERS, ONE_REQUEST),
            new Route("POST /api/v2/write", SAMPLES, RouteClass.INGEST, WRITERS, ONE_REQUEST),
            new Route("POST /api/v3/write_lp", SAMPLES, RouteClass.INGEST, WRITERS, ONE_REQUEST),
            new Route("GET /query", DEFAULT_BODY, RouteClass.FREE, ALL, "no statement"),
            new Route("POST /query", SAMPLES, RouteClass.FREE, ALL, "a form of 64 KiB"),
            new Route("GET /ping", DEFAULT_BODY, RouteClass.FREE, ANYBODY, "no statement"),
            new Route("GET /health", DEFAULT_BODY, RouteClass.FREE, ANYBODY, "one statement a second"),
            new Route("GET /api/v1/wells", DEFAULT_BODY, RouteClass.SMALL, READERS, "10,000 wells a page"),
            new Route(
                    "DELETE /api/v1/wells/{well_id}",
                    DEFAULT_BODY,
                    RouteClass.TABLES,
                    ADMINS,
                    "1,000,000 samples and 1,000 wells an hour"),
            new Route("GET /api/v1/wells/{well_id}/latest", DEFAULT_BODY, RouteClass.SMALL, READERS, "one row"),
            new Route(
                    "GET /api/v1/wells/{well_id}/telemetry", DEFAULT_BODY, RouteClass.LARGE, READERS, "pages of rows"),
            new Route("GET /api/v1/telemetry/latest", DEFAULT_BODY, RouteClass.SMALL, READERS, "pages of 500 wells"),
            new Route("GET /api/v1/fleet", DEFAULT_BODY, RouteClass.SMALL, READERS, "200,000 values a page"),
            new Route(
                    "GET /api/v1/telemetry/stream",
                    DEFAULT_BODY,
                    RouteClass.LIVE,
                    READERS,
                    "20 streams of a caller, 500 of a replica"),
            new Route("GET /api/v1/telemetry/summary", DEFAULT_BODY, RouteClass.LARGE, READERS, "the scan limit"),
            new Route("GET /api/v1/telemetry", DEFAULT_BODY, RouteClass.LARGE, READERS, "pages of rows"),
            new Route(
                    "GET /api/v1/wells/{well_id}/series",
                    DEFAULT_BODY,
                    RouteClass.LARGE,
                    READERS,
                    "the scan limit, 200,000 values"),
            new Route(
                    "GET /api/v1/telemetry/series",
                    DEFAULT_BODY,
                    RouteClass.LARGE,
                    READERS,
                    "the scan limit, 200,000 values"),
            new Route(
                    "GET /api/v1/wells/{well_id}/at",
                    DEFAULT_BODY,
                    RouteClass.SMALL,
                    READERS,
                    "two rows of each channel"),
            new Route("POST /api/v1/diagnostics", FINDINGS, RouteClass.TABLES, OPERATORS, "1,000 findings"),
            new Route("GET /api/v1/diagnostics", DEFAULT_BODY, RouteClass.TABLES, READERS, "1,000 findings a page"),
            new Route(
                    "GET /api/v1/wells/{well_id}/diagnostics",
                    DEFAULT_BODY,
                    RouteClass.TABLES,
                    READERS,
                    "1,000 findings a page"),
            new Route("GET /api/v1/rules", DEFAULT_BODY, RouteClass.FREE, READERS, "no statement"),
            catalogue("GET /api/v1/wells/{well_id}", "one row"),
            new Route("PATCH /api/v1/wells/{well_id}", DEFAULT_BODY, RouteClass.TABLES, OPERATORS, "one row of 16 KiB"),
            catalogue("GET /api/v1/diagnostics/{id}", "one row, 100 notes"),
            life("acknowledgement"),
            life("notes"),
            life("closure"),
            catalogue("GET /api/v1/archive/status", "a few rows"),
            catalogue("GET /api/v1/archive/objects", "500 objects a page"),
            catalogue("GET /api/v1/archive/runs/{id}", "one row"),
            catalogue("GET /api/v1/archive/restores/{id}", "one row"),
            catalogue("GET /api/v1/archive/drills/{id}", "one row"),
            new Route(
                    "POST /api/v1/archive/runs",
                    DEFAULT_BODY,
                    RouteClass.TABLES,
                    ADMINS,
                    "one task; the queue of tasks"),
            new Route(
                    "POST /api/v1/archive/restores",
                    DEFAULT_BODY,
                    RouteClass.TABLES,
                    ADMINS,
                    "one task; the queue of tasks"),
            new Route(
                    "POST /api/v1/archive/drills",
                    DEFAULT_BODY,
                    RouteClass.TABLES,
                    ADMINS,
                    "one task; the queue of tasks"),
            catalogue("GET /api/v1/storage", "one row"),
            catalogue("GET /api/v1/storage/hypertables", "two hypertables"),
            catalogue("GET /api/v1/storage/policies", "the jobs of two hypertables"),
            catalogue("GET /api/v1/storage/chunks", "10,000 chunks a page"));

    /// The limits of a route.
    ///
    /// @param operation method and path, as in the OpenAPI document
    /// @param bodyLimit maximum bytes of a body
    /// @param cost what limits apply to its statements
    /// @param roles the roles that may call it, separated by spaces; empty if no token is needed
    /// @param bound what bounds the cost of one call
    public record Route(String operation, int bodyLimit, RouteClass cost, String roles, String bound) {

        /// Whether this is the route of a path. A parameter of its path matches one segment.
        boolean matches(HttpMethod method, String path) {
            int space = operation.indexOf(' ');
            if (!operation.substring(0, space).equals(method.name())) {
                return false;
            }
            String[] template = operation.substring(space + 1).split("/", -1);
            String[] segments = path.split("/", -1);
            if (template.length != segments.length) {
                return false;
            }
            for (int i = 0; i < template.length; i++) {
                if (!template[i].startsWith("{") && !template[i].equals(segments[i])) {
                    return false;
                }
            }
            return true;
        }
    }

    private static Route catalogue(String operation, String bound) {
        return new Route(operation, DEFAULT_BODY, RouteClass.TABLES, READERS, bound);
    }

    private static Route life(String step) {
        return new Route(
                "POST /api/v1/diagnostics/{id}/" + step,
                DEFAULT_BODY,
                RouteClass.TABLES,
                OPERATORS,
                "one row; 100 notes of a finding");
    }

    /// The route of a path, if the table has it.
    Optional<Route> find(HttpMethod method, String path) {
        return ROUTES.stream().filter(route -> route.matches(method, path)).findFirst();
    }

    /// Maximum bytes of the body of a request to this path.
    int bodyLimit(HttpMethod method, String path) {
        return find(method, path).map(Route::bodyLimit).orElse(DEFAULT_BODY);
    }
}

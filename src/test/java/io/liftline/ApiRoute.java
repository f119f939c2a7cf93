package io.liftline;

import io.liftline.access.Role;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A route of the API, and who may call it.
///
/// @param operation method and path, as in the OpenAPI document
/// @param allowed the roles that may call it
/// @param body the request body; empty for none
record ApiRoute(String operation, Set<Role> allowed, String body) {

    static final String WELL = "AUTHORIZATION-1";
    static final String LINE = "esp_telemetry,well_id=" + WELL + " pip=812.0 1763618400000000000";
    static final String SAMPLE =
            "{\"well_id\": \"" + WELL + "\", \"timestamp\": \"2025-11-20T06:00:00Z\", \"pip\": 812.0}";
    static final String FINDING = "{\"well_id\": \"" + WELL
            + "\", \"timestamp\": \"2025-11-20T06:00:00Z\", \"diagnosis\": \"gas lock\", \"severity\": \"high\"}";
    static final String REMOVAL = "DELETE /api/v1/wells/{well_id}";
    static final Set<Role> READERS = EnumSet.of(Role.VIEWER, Role.OPERATOR, Role.ADMIN);
    static final Set<Role> WRITERS = EnumSet.of(Role.WRITER, Role.OPERATOR, Role.ADMIN);
    static final Set<Role> OPERATORS = EnumSet.of(Role.OPERATOR, Role.ADMIN);
    static final Set<Role> ADMINS = EnumSet.of(Role.ADMIN);
    static final Set<Role> ALL = EnumSet.allOf(Role.class);

    /// The routes that require a token.
    static final List<ApiRoute> SECURED = List.of(
            new ApiRoute("POST /api/v1/telemetry", WRITERS, SAMPLE),
            new ApiRoute("POST /write", WRITERS, LINE),
            new ApiRoute("POST /api/v2/write", WRITERS, LINE),
            new ApiRoute("POST /api/v3/write_lp", WRITERS, LINE),
            new ApiRoute("GET /query", ALL, ""),
            new ApiRoute("POST /query", ALL, ""),
            new ApiRoute("GET /api/v1/wells", READERS, ""),
            new ApiRoute("GET /api/v1/wells/{well_id}", READERS, ""),
            new ApiRoute("PATCH /api/v1/wells/{well_id}", OPERATORS, "{}"),
            new ApiRoute(REMOVAL, ADMINS, ""),
            new ApiRoute("GET /api/v1/wells/{well_id}/latest", READERS, ""),
            new ApiRoute("GET /api/v1/wells/{well_id}/telemetry", READERS, ""),
            new ApiRoute("GET /api/v1/wells/{well_id}/series", READERS, ""),
            new ApiRoute("GET /api/v1/telemetry/series", READERS, ""),
            new ApiRoute("GET /api/v1/wells/{well_id}/at", READERS, ""),
            new ApiRoute("GET /api/v1/telemetry", READERS, ""),
            new ApiRoute("POST /api/v1/diagnostics", OPERATORS, FINDING),
            new ApiRoute("GET /api/v1/diagnostics", READERS, ""),
            new ApiRoute("GET /api/v1/wells/{well_id}/diagnostics", READERS, ""),
            new ApiRoute("GET /api/v1/rules", READERS, ""),
            new ApiRoute("GET /api/v1/diagnostics/{id}", READERS, ""),
            new ApiRoute("POST /api/v1/diagnostics/{id}/acknowledgement", OPERATORS, "{}"),
            new ApiRoute("POST /api/v1/diagnostics/{id}/notes", OPERATORS, "{\"note\": \"seen\"}"),
            new ApiRoute("POST /api/v1/diagnostics/{id}/closure", OPERATORS, "{}"),
            new ApiRoute("GET /api/v1/telemetry/latest", READERS, ""),
            new ApiRoute("GET /api/v1/fleet", READERS, ""),
            new ApiRoute("GET /api/v1/telemetry/stream", READERS, ""),
            new ApiRoute("GET /api/v1/telemetry/summary", READERS, ""),
            new ApiRoute("GET /api/v1/archive/status", READERS, ""),
            new ApiRoute("GET /api/v1/archive/objects", READERS, ""),
            new ApiRoute("POST /api/v1/archive/runs", ADMINS, ""),
            new ApiRoute("GET /api/v1/archive/runs/{id}", READERS, ""),
            new ApiRoute("POST /api/v1/archive/restores", ADMINS, "{\"hypertable\": \"esp_telemetry\"}"),
            new ApiRoute("GET /api/v1/archive/restores/{id}", READERS, ""),
            new ApiRoute("POST /api/v1/archive/drills", ADMINS, ""),
            new ApiRoute("GET /api/v1/archive/drills/{id}", READERS, ""),
            new ApiRoute("GET /api/v1/storage", READERS, ""),
            new ApiRoute("GET /api/v1/storage/hypertables", READERS, ""),
            new ApiRoute("GET /api/v1/storage/policies", READERS, ""),
            new ApiRoute("GET /api/v1/storage/chunks", READERS, ""),
            new ApiRoute("GET /api/v1/users", ADMINS, ""),
            new ApiRoute("POST /api/v1/users", ADMINS, "{}"),
            new ApiRoute("GET /api/v1/users/{username}", ADMINS, ""),
            new ApiRoute("PATCH /api/v1/users/{username}", ADMINS, "{}"),
            new ApiRoute("DELETE /api/v1/users/{username}", ADMINS, ""),
            new ApiRoute("DELETE /api/v1/users/{username}/sessions", ADMINS, ""),
            new ApiRoute("GET /api/v1/audit", ADMINS, ""),
            new ApiRoute("GET /api/v1/api-keys", ADMINS, ""),
            new ApiRoute("POST /api/v1/api-keys", ADMINS, "{}"),
            new ApiRoute("DELETE /api/v1/api-keys/{id}", ADMINS, ""),
            new ApiRoute("GET /api/v1/auth/me", ALL, ""));

    /// The routes of the API that require no token, and their status for an empty request.
    static final Map<String, Integer> PUBLIC = Map.of(
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

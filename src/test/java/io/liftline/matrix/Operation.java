package io.liftline.matrix;

import com.fasterxml.jackson.databind.JsonNode;
import io.liftline.access.Role;
import io.liftline.web.RouteTable;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// An operation of the OpenAPI document, and how it names a well.
///
/// @param method such as `GET`
/// @param path its template
/// @param naming where a well is named
record Operation(String method, String path, Naming naming) {

    private static final String SAMPLE =
            "{\"well_id\": \"%s\", \"timestamp\": \"2025-11-20T06:00:00Z\", \"pip\": 812.0}";
    private static final String LINE = "esp_telemetry,well_id=%s pip=812.0 1763618400000000000";
    private static final String FINDING = "{\"well_id\": \"%s\", \"timestamp\": \"2025-11-20T06:00:00Z\","
            + " \"diagnosis\": \"gas lock\", \"severity\": \"high\"}";

    /// The bodies that name a well.
    private static final Map<String, String> BODIES = Map.of(
            "POST /api/v1/telemetry", SAMPLE,
            "POST /write", LINE,
            "POST /api/v2/write", LINE,
            "POST /api/v3/write_lp", LINE,
            "POST /api/v1/diagnostics", FINDING);

    /// Administration of access, which requires access to every well.
    private static final Set<String> ADMINISTRATION = Set.of("/users", "/api-keys", "/audit");

    enum Naming {
        PATH,
        BODY,
        LIST,
        NONE
    }

    /// @param described its description in the OpenAPI document
    static Operation of(String method, String path, JsonNode described) {
        Naming naming = path.contains("{well_id}")
                ? Naming.PATH
                : BODIES.containsKey(method + " " + path)
                        ? Naming.BODY
                        : method.equals("GET") && hasParameter(described, "wells") ? Naming.LIST : Naming.NONE;
        return new Operation(method, path, naming);
    }

    private static boolean hasParameter(JsonNode described, String name) {
        return StreamSupport.stream(described.path("parameters").spliterator(), false)
                .anyMatch(parameter -> parameter.path("name").asText().equals(name));
    }

    /// The roles that may call it, by the table of routes: none if no credentials are needed. Empty if the
    /// table has no such route.
    Optional<Set<Role>> roles() {
        return RouteTable.ROUTES.stream()
                .filter(route -> route.operation().equals(toString()))
                .findFirst()
                .map(route -> Arrays.stream(route.roles().split(" ", -1))
                        .flatMap(role -> Role.of(role).stream())
                        .collect(Collectors.toSet()));
    }

    boolean isAdministration() {
        return ADMINISTRATION.stream().anyMatch(path::contains);
    }

    boolean hasBody() {
        return Set.of("POST", "PUT", "PATCH").contains(method);
    }

    String body(Wells well) {
        return BODIES.getOrDefault(toString(), "{}").formatted(well.id());
    }

    String contentType() {
        return body(Wells.OWN).startsWith("{") ? "application/json" : "text/plain";
    }

    /// The path and query of a request about a well. Other parameters of the path name things that do not
    /// exist.
    String uri(Wells well) {
        String filled = path.replace("{well_id}", well.id())
                .replace("{username}", "nobody-at-all")
                .replace("{id}", path.contains("/api-keys/") ? "aaaaaaaaaaaa" : "0")
                .replaceAll("\\{[^}]*}", "0");
        return naming == Naming.LIST ? filled + "?wells=" + well.id() : filled;
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}

package io.liftline;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The OpenAPI document agrees with the HTTP contract, operation by operation.
@QuarkusTest
class OpenApiTest {

    private static final String PROBLEM = "application/problem+json";
    private static final Set<String> PUBLIC = Set.of(
            "POST /api/v1/auth/login",
            "POST /api/v1/auth/refresh",
            "POST /api/v1/auth/logout",
            "POST /oauth/token",
            "GET /.well-known/jwks.json",
            "GET /ping",
            "GET /health");

    private JsonObject document = new JsonObject();

    @BeforeEach
    void fetch() {
        document = new JsonObject(
                given().queryParam("format", "json").get("/q/openapi").asString());
    }

    @Test
    void itSaysWhatItIs() {
        JsonObject info = document.getJsonObject("info");

        assertThat(info.getString("title")).isEqualTo("Liftline");
        assertThat(info.getString("version")).matches("\\d+\\.\\d+\\.\\d+.*");
        assertThat(info.getString("description")).contains("electric submersible pumps");
    }

    @ParameterizedTest
    @CsvSource({
        "POST /api/v1/telemetry, 200 400 401 403 413 415 422 429 503 504,"
                + " units on_conflict atomic dry_run null bad_values time_format tz"
                + " delimiter decimal skip well_line skip_after_header columns unknown_columns",
        "POST /write, 200 204 400 401 403 413 415 422 503 504,"
                + " precision units null well_tag fields strict dry_run db rp consistency u org orgID bucket"
                + " no_sync accept_partial",
        "POST /api/v2/write, 200 204 400 401 403 413 415 422 429 503 504,"
                + " precision units null well_tag fields strict dry_run db rp consistency u org orgID bucket"
                + " no_sync accept_partial",
        "POST /api/v3/write_lp, 200 204 400 401 403 413 415 422 429 503 504,"
                + " precision units null well_tag fields strict dry_run db rp consistency u org orgID bucket"
                + " no_sync accept_partial",
        "GET /query, 200 400 401 403 503 504, q db rp u epoch precision pretty chunked chunk_size params",
        "POST /query, 200 400 401 403 413 503 504, q db rp u epoch precision pretty chunked chunk_size params",
        "GET /ping, 204 400 429, ''",
        "GET /health, 200 400 429 503, ''",
        "GET /api/v1/wells, 200 400 401 403 406 422 429 503 504, prefix limit cursor format",
        "GET /api/v1/wells/{well_id}/latest, 200 304 400 401 403 404 406 429 503 504, well_id archive format",
        "GET /api/v1/wells/{well_id}/telemetry, 200 400 401 403 404 406 422 429 503 504,"
                + " well_id from to channels order limit cursor archive format",
        "GET /api/v1/telemetry/latest, 200 400 401 403 406 422 429 503 504, wells archive format",
        "GET /api/v1/fleet, 200 304 400 401 403 406 422 429 503 504,"
                + " wells prefix channels points limit cursor format",
        "GET /api/v1/telemetry/stream, 200 400 401 403 406 422 429 503 504, wells channels Last-Event-ID",
        "GET /api/v1/telemetry/summary, 200 304 400 401 403 406 422 429 503 504, from to wells channels archive format",
        "GET /api/v1/wells/{well_id}/series, 200 304 400 401 403 404 406 422 429 503 504,"
                + " well_id from to bucket max_points channels aggregates fill tz archive format",
        "GET /api/v1/telemetry/series, 200 304 400 401 403 406 422 429 503 504,"
                + " wells from to bucket max_points channels aggregates fill tz archive format",
        "GET /api/v1/wells/{well_id}/at, 200 400 401 403 404 406 422 429 503 504,"
                + " well_id timestamp channels mode archive format",
        "GET /api/v1/telemetry, 200 400 401 403 406 422 429 503 504,"
                + " wells from to channels order limit cursor archive format",
        "POST /api/v1/diagnostics, 201 400 401 403 404 413 415 422 429 503 504, ''",
        "POST /api/v1/diagnostics/{id}/closure, 200 400 401 403 404 409 413 415 422 429 503 504, id",
        "PATCH /api/v1/wells/{well_id}, 200 400 401 403 404 412 413 415 422 429 503 504, well_id If-Match",
        "GET /api/v1/diagnostics, 200 400 401 403 422 429 503 504, wells severity state rule from to limit cursor",
        "GET /api/v1/wells/{well_id}/diagnostics, 200 400 401 403 404 422 429 503 504,"
                + " well_id severity state rule from to limit cursor",
        "GET /api/v1/archive/status, 200 401 403 429 503 504, ''",
        "GET /api/v1/archive/objects, 200 400 401 403 422 429 503 504, hypertable from to cursor",
        "POST /api/v1/archive/runs, 202 401 403 409 429 503 504, ''",
        "GET /api/v1/archive/runs/{id}, 200 401 403 404 429 503 504, id",
        "POST /api/v1/archive/restores, 202 400 401 403 409 413 415 422 429 503 504, ''",
        "GET /api/v1/archive/restores/{id}, 200 401 403 404 429 503 504, id",
        "POST /api/v1/archive/drills, 202 401 403 409 429 503 504, ''",
        "GET /api/v1/archive/drills/{id}, 200 401 403 404 429 503 504, id",
        "POST /api/v1/auth/login, 200 400 401 413 415 429 503, ''",
        "GET /api/v1/auth/me, 200 401 429 503, ''",
        "GET /.well-known/jwks.json, 200 400 429 503, ''"
    })
    void anOperationHasItsStatusesAndParameters(String operation, String statuses, String parameters) {
        JsonObject described = operation(operation);

        assertThat(described.getJsonObject("responses").fieldNames())
                .containsExactlyInAnyOrder(statuses.split(" ", -1));
        assertThat(described.getJsonArray("parameters", new JsonArray()).stream()
                        .map(parameter -> ((JsonObject) parameter).getString("name")))
                .containsExactlyInAnyOrderElementsOf(words(parameters));
        assertThat(described.getString("summary")).isNotBlank();
        assertThat(described.getString("operationId")).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource({
        "POST /api/v1/telemetry, application/json application/x-ndjson text/csv multipart/form-data, application/json",
        "POST /api/v1/auth/login, application/json, application/json",
        "GET /api/v1/wells, '', application/json",
        "GET /api/v1/wells/{well_id}/latest, '', application/json",
        "GET /api/v1/wells/{well_id}/telemetry, '', application/json application/x-ndjson text/csv"
                + " application/vnd.apache.parquet",
        "GET /api/v1/telemetry/latest, '', application/json application/x-ndjson text/csv",
        "GET /api/v1/fleet, '', application/json application/x-ndjson text/csv",
        "GET /api/v1/telemetry/stream, '', text/event-stream",
        "GET /api/v1/telemetry/summary, '', application/json",
        "GET /api/v1/wells/{well_id}/series, '', application/json",
        "GET /api/v1/telemetry/series, '', application/json",
        "GET /api/v1/wells/{well_id}/at, '', application/json",
        "GET /api/v1/telemetry, '', application/json application/x-ndjson text/csv" + " application/vnd.apache.parquet",
        "GET /api/v1/diagnostics, '', application/json",
        "GET /api/v1/wells/{well_id}/diagnostics, '', application/json",
        "GET /api/v1/auth/me, '', application/json",
        "GET /.well-known/jwks.json, '', application/json"
    })
    void anOperationHasItsContentTypes(String operation, String requests, String responses) {
        JsonObject described = operation(operation);

        assertThat(content(described.getJsonObject("requestBody", new JsonObject())))
                .containsExactlyInAnyOrderElementsOf(words(requests));
        assertThat(content(described.getJsonObject("responses").getJsonObject("200")))
                .containsExactlyInAnyOrderElementsOf(words(responses));
    }

    @Test
    void everyFailureIsAProblem() {
        eachOperation((name, operation) -> operation.getJsonObject("responses").forEach(response -> {
            if (Integer.parseInt(response.getKey()) >= 400 && !isInInfluxWords(name, response.getKey())) {
                JsonObject described = (JsonObject) response.getValue();
                assertThat(content(described))
                        .as("%s %s", name, response.getKey())
                        .containsExactly(PROBLEM);
                assertThat(described
                                .getJsonObject("content")
                                .getJsonObject(PROBLEM)
                                .getJsonObject("schema")
                                .getString("$ref"))
                        .as("%s %s", name, response.getKey())
                        .isEqualTo("#/components/schemas/Problem");
                assertThat(described.getString("description")).isNotBlank();
            }
        }));
    }

    @Test
    void aBadLineIsToldInTheWordsOfInfluxDb() {
        for (String operation : List.of("POST /write", "POST /api/v2/write", "POST /api/v3/write_lp")) {
            JsonObject refusal = operation(operation).getJsonObject("responses").getJsonObject("400");

            assertThat(content(refusal)).containsExactly("application/json");
            assertThat(refusal.getJsonObject("content")
                            .getJsonObject("application/json")
                            .getJsonObject("schema")
                            .getString("$ref"))
                    .isEqualTo("#/components/schemas/LineProtocolError");
        }
    }

    private static boolean isInInfluxWords(String operation, String status) {
        return (operation.contains("/write") && status.equals("400"))
                || (operation.equals("GET /health") && status.equals("503"));
    }

    @Test
    void whatAsksTheDatabaseMayTakeTooLong() {
        eachOperation((name, operation) -> {
            boolean needsRole = operation.containsKey("x-roles");
            assertThat(operation.getJsonObject("responses").containsKey("504"))
                    .as(name)
                    .isEqualTo(needsRole);
        });
    }

    @Test
    void whoMustWaitOrAuthenticateIsToldByWhichHeader() {
        eachOperation((name, operation) -> operation.getJsonObject("responses").forEach(response -> {
            JsonObject headers = ((JsonObject) response.getValue()).getJsonObject("headers", new JsonObject());
            switch (response.getKey()) {
                case "401" -> assertThat(headers.fieldNames()).as(name).contains("WWW-Authenticate");
                case "429", "503" -> assertThat(headers.fieldNames()).as(name).contains("Retry-After");
                default -> assertThat(headers.fieldNames()).as(name).doesNotContain("Retry-After");
            }
        }));
    }

    @Test
    void aBearerTokenIsAskedForEverywhereButWhereItIsPublic() {
        JsonObject scheme = document.getJsonObject("components")
                .getJsonObject("securitySchemes")
                .getJsonObject("bearer");
        assertThat(scheme.getString("type")).isEqualTo("http");
        assertThat(scheme.getString("scheme")).isEqualTo("bearer");
        assertThat(scheme.getString("bearerFormat")).isEqualTo("JWT");

        eachOperation((name, operation) -> {
            JsonArray security = operation.getJsonArray("security", new JsonArray());
            if (PUBLIC.contains(name)) {
                assertThat(security).as(name).isEmpty();
            } else {
                assertThat(security.getJsonObject(0).fieldNames()).as(name).containsExactly("bearer");
                assertThat(security)
                        .as(name)
                        .hasSize(operation.getJsonArray("tags").contains("InfluxDB") ? 3 : 1);
            }
        });
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        Set<String> known =
                document.getJsonObject("components").getJsonObject("schemas").fieldNames();
        Set<String> named = new TreeSet<>();
        Matcher references = Pattern.compile("#/components/schemas/(\\w+)").matcher(document.encode());
        while (references.find()) {
            named.add(references.group(1));
        }

        assertThat(known).containsAll(named);
    }

    private void eachOperation(BiConsumer<String, JsonObject> check) {
        document.getJsonObject("paths").forEach(path -> {
            if (!path.getKey().startsWith("/test/")) {
                ((JsonObject) path.getValue())
                        .forEach(operation -> check.accept(
                                operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
                                (JsonObject) operation.getValue()));
            }
        });
    }

    private JsonObject operation(String name) {
        String[] parts = name.split(" ", 2);
        JsonObject path = document.getJsonObject("paths").getJsonObject(parts[1]);
        assertThat(path).as(name).isNotNull();
        return path.getJsonObject(parts[0].toLowerCase(Locale.ROOT));
    }

    private static Set<String> content(JsonObject described) {
        return described.getJsonObject("content", new JsonObject()).fieldNames();
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" ", -1));
    }
}

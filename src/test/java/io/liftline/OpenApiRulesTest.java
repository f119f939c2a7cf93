package io.liftline;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.access.Role;
import io.liftline.ingest.sample.RejectCode;
import io.liftline.telemetry.Channel;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Rules that every operation of the OpenAPI document follows, so that code generators, linters and readers can
/// use it. A new route that breaks one fails here.
@QuarkusTest
class OpenApiRulesTest {

    private static final Set<String> LINES = Set.of("application/x-ndjson", "text/csv", "text/plain");
    private static final Set<String> LISTS =
            Set.of("wells", "channels", "units", "aggregates", "severity", "null", "columns", "fields");
    private static final Set<String> COUNTS = Set.of("limit", "max_points", "points", "skip");

    private JsonObject document = new JsonObject();

    @BeforeEach
    void fetch() {
        document = new JsonObject(
                given().queryParam("format", "json").get("/q/openapi").asString());
    }

    @Test
    void theDocumentNamesServerLicenceAndContact() {
        JsonObject info = document.getJsonObject("info");

        assertThat(document.getJsonArray("servers").getJsonObject(0).getString("url"))
                .isEqualTo("/");
        assertThat(info.getJsonObject("license").getString("identifier")).isEqualTo("Apache-2.0");
        assertThat(info.getJsonObject("contact").getString("name")).isEqualTo("Liftline");
    }

    @Test
    void everyOperationIsDescribedAndHasOneTagOfTheList() {
        Set<Object> tags = Set.copyOf(document.getJsonArray("tags").stream()
                .filter(tag -> !((JsonObject) tag).getString("description", "").isBlank())
                .map(tag -> ((JsonObject) tag).getString("name"))
                .toList());
        List<String> ids = new ArrayList<>();

        eachOperation((name, operation) -> {
            assertThat(operation.getString("operationId", "")).as(name).matches("[a-z]\\w+");
            assertThat(operation.getString("summary", "")).as(name).isNotBlank();
            assertThat(operation.getString("description", "")).as(name).isNotBlank();
            assertThat(operation.getJsonArray("tags")).as(name).hasSize(1);
            assertThat(tags)
                    .as(name + ": tags with a description in META-INF/openapi.yaml")
                    .containsAll(operation.getJsonArray("tags"));
            assertThat(operation.getJsonArray("security"))
                    .as(name + " says whether it needs a token")
                    .isNotNull();
            ids.add(operation.getString("operationId"));
        });

        assertThat(ids).doesNotHaveDuplicates();
    }

    @Test
    void everyAnswerHasItsSchemaAnExampleAndTheRequestId() {
        eachOperation((name, operation) -> operation.getJsonObject("responses").forEach(entry -> {
            JsonObject response = (JsonObject) entry.getValue();
            String what = name + " " + entry.getKey();
            assertThat(response.getString("description", "")).as(what).isNotBlank();
            assertThat(response.getJsonObject("headers").fieldNames()).as(what).contains("X-Request-Id");
            if (Set.of("201", "202").contains(entry.getKey())) {
                assertThat(response.getJsonObject("headers").fieldNames())
                        .as(what)
                        .contains("Location");
            }
            assertThat(response.containsKey("content"))
                    .as(what + " has content")
                    .isEqualTo(!Set.of("204", "304").contains(entry.getKey()));
            eachContent(response, (type, content) -> requireSchemaAndExample(what + " " + type, type, content));
        }));
    }

    @Test
    void everyRequestBodyHasItsSchemaAndAnExample() {
        eachOperation((name, operation) ->
                eachContent(operation.getJsonObject("requestBody", new JsonObject()), (type, content) -> {
                    requireSchemaAndExample(name + " " + type, type, content);
                    if (!LINES.contains(type)) {
                        JsonObject schema = resolved(content.getJsonObject("schema"));
                        assertThat(schema.containsKey("required")
                                        || schema.containsKey("oneOf")
                                        || schema.containsKey("minProperties")
                                        || mayBeEmpty(name))
                                .as(name + " says what is required")
                                .isTrue();
                    }
                }));
    }

    /// A change has no required member, nor has what is said about a finding; and the statements of InfluxDB clients
    /// may also be in the query.
    private static boolean mayBeEmpty(String operation) {
        return operation.startsWith("PATCH ")
                || operation.startsWith("POST /api/v1/diagnostics/{id}/")
                || operation.equals("POST /query")
                || operation.equals("POST /oauth/token");
    }

    @Test
    void parametersHaveTheirTypes() {
        eachOperation((name, operation) -> operation
                .getJsonArray("parameters", new JsonArray())
                .forEach(element -> {
                    JsonObject parameter = (JsonObject) element;
                    String what = name + " " + parameter.getString("name");
                    JsonObject schema = resolved(parameter.getJsonObject("schema"));
                    assertThat(schema.getValue("type")).as(what).isNotNull();
                    assertThat(schema.getValue("default")).as(what).isNotEqualTo("");
                    if (LISTS.contains(parameter.getString("name"))) {
                        assertThat(schema.getValue("type")).as(what).isEqualTo("array");
                    }
                    if (COUNTS.contains(parameter.getString("name"))) {
                        assertThat(schema.getValue("type")).as(what).isEqualTo("integer");
                        assertThat(schema.getInteger("maximum")).as(what).isPositive();
                    }
                }));
    }

    @Test
    void namedValuesAreThoseOfTheCode() {
        assertThat(enumeration("ChannelName"))
                .isEqualTo(Channel.ALL.stream().map(Channel::column).toList());
        assertThat(enumeration("Role"))
                .isEqualTo(Arrays.stream(Role.values()).map(Role::text).toList());
        assertThat(enumeration("RejectCode")).isEqualTo(lower(RejectCode.values()));
        assertThat(channelsOf("GET /api/v1/wells/{well_id}/series")).isEqualTo("#/components/schemas/ChannelName");
    }

    @Test
    void theBodyOfTelemetryIsAnArrayABatchOrOneSample() {
        JsonObject body = operation("POST /api/v1/telemetry")
                .getJsonObject("requestBody")
                .getJsonObject("content")
                .getJsonObject("application/json")
                .getJsonObject("schema");

        assertThat(resolved(body).getJsonArray("oneOf").stream().map(schema -> ((JsonObject) schema).getString("$ref")))
                .containsExactly(
                        "#/components/schemas/SampleArray",
                        "#/components/schemas/SampleBatch",
                        "#/components/schemas/OneSample");
    }

    /// Properties that an answer may leave out, or that may be null, are told apart from those that are there.
    @Test
    void answersSayWhatIsRequiredAndWhatMayBeNull() {
        JsonObject schemas = document.getJsonObject("components").getJsonObject("schemas");
        JsonObject key = schemas.getJsonObject("ApiKey");
        JsonObject error = schemas.getJsonObject("RowError");

        assertThat(key.getJsonArray("required"))
                .contains("id", "roles", "expires_at", "last_used_at")
                .doesNotContain("key");
        assertThat(key.getJsonObject("properties").getJsonObject("expires_at").getValue("type"))
                .isEqualTo(new JsonArray(List.of("string", "null")));
        assertThat(error.getJsonArray("required")).containsExactlyInAnyOrder("code", "detail");
        assertThat(schemas.getJsonObject("Wells").getJsonArray("required"))
                .containsExactlyInAnyOrder("wells", "next_cursor");
    }

    private void requireSchemaAndExample(String what, String type, JsonObject content) {
        JsonObject schema = content.getJsonObject("schema");
        assertThat(schema).as(what + " has a schema").isNotNull();
        boolean isBinary = "binary".equals(resolved(schema).getString("format"));
        assertThat(isBinary || hasExample(content) || hasExample(resolved(schema)) || partsHaveExamples(schema))
                .as(what + " has an example")
                .isTrue();
    }

    private boolean partsHaveExamples(JsonObject schema) {
        JsonArray parts =
                resolved(schema).getJsonArray("oneOf", resolved(schema).getJsonArray("anyOf", new JsonArray()));
        return !parts.isEmpty() && parts.stream().allMatch(part -> hasExample(resolved((JsonObject) part)));
    }

    private static boolean hasExample(JsonObject described) {
        return Stream.of("example", "examples").anyMatch(described::containsKey);
    }

    private JsonObject resolved(JsonObject schema) {
        String reference = schema.getString("$ref", "");
        return reference.isEmpty()
                ? schema
                : document.getJsonObject("components")
                        .getJsonObject("schemas")
                        .getJsonObject(reference.substring("#/components/schemas/".length()));
    }

    private List<Object> enumeration(String schema) {
        return List.copyOf(document.getJsonObject("components")
                .getJsonObject("schemas")
                .getJsonObject(schema)
                .getJsonArray("enum")
                .getList());
    }

    private static List<String> lower(Enum<?>[] values) {
        return Arrays.stream(values)
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    private String channelsOf(String operation) {
        return operation(operation).getJsonArray("parameters").stream()
                .map(JsonObject.class::cast)
                .filter(parameter -> parameter.getString("name").equals("channels"))
                .map(parameter ->
                        parameter.getJsonObject("schema").getJsonObject("items").getString("$ref"))
                .findFirst()
                .orElse("");
    }

    private JsonObject operation(String name) {
        String[] parts = name.split(" ", 2);
        return document.getJsonObject("paths").getJsonObject(parts[1]).getJsonObject(parts[0].toLowerCase(Locale.ROOT));
    }

    private void eachOperation(BiConsumer<String, JsonObject> check) {
        for (Map.Entry<String, Object> path : document.getJsonObject("paths")) {
            if (!path.getKey().startsWith("/test/")) {
                ((JsonObject) path.getValue())
                        .forEach(operation -> check.accept(
                                operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
                                (JsonObject) operation.getValue()));
            }
        }
    }

    private static void eachContent(JsonObject described, BiConsumer<String, JsonObject> check) {
        described
                .getJsonObject("content", new JsonObject())
                .forEach(entry -> check.accept(entry.getKey(), (JsonObject) entry.getValue()));
    }
}

package io.liftline;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.liftline.access.Role;
import io.liftline.fixtures.TestDatabase;
import io.liftline.fixtures.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The request examples of the OpenAPI document work, and answers fit the schemas of the document.
@QuarkusTest
@SuppressWarnings("NullAway.Init") // injected
class OpenApiExamplesTest {

    private static final String USER = "ann";

    /// Another administrator, so that the one of the examples may be changed and removed.
    private static final String KEEPER = "keeper-of-the-examples";

    private static final String NEW_USER = "POST /api/v1/users";
    private static final String DAY = "from=2025-11-20T00:00:00Z&to=2025-11-21T00:00:00Z";

    @Inject
    Tokens tokens;

    @Inject
    ObjectMapper json;

    private final TestDatabase database = TestDatabase.ofService();
    private JsonNode document;
    private String finding = "";

    /// A content of a request body.
    private record Example(String operation, String type, JsonNode value, JsonNode responses) {}

    @BeforeEach
    void createTheUserOfTheExamples() throws IOException, SQLException {
        document = json.readTree(
                given().queryParam("format", "json").get("/q/openapi").asString());
        finding = database.row("""
                INSERT INTO diagnostic_results (well_id, "timestamp", diagnosis, severity)
                VALUES ('WELL-001', now(), 'gas lock', 'high') RETURNING id""");
        deleteTheUser();
        database.run("""
                INSERT INTO app_user (username, password_hash, roles, wells)
                VALUES ('%s', '$2b$none', '{admin}', '{*}')""".formatted(KEEPER));
        send(examples().stream()
                .filter(example -> example.operation().equals(NEW_USER))
                .findFirst()
                .orElseThrow());
    }

    /// By SQL, because the last administrator may not be removed, and there may be none.
    @AfterEach
    void deleteTheUser() throws SQLException {
        database.run("DELETE FROM app_user WHERE username IN ('%s', '%s')".formatted(USER, KEEPER));
    }

    @Test
    void everyRequestExampleIsAnsweredAsDescribed() throws IOException {
        List<Example> examples = examples();

        assertThat(examples).hasSizeGreaterThan(14);
        for (Example example : examples) {
            if (!example.operation().equals(NEW_USER)) {
                Response answer = send(example);
                assertThat(String.valueOf(answer.statusCode()))
                        .as("%s %s: %s", example.operation(), example.type(), answer.asString())
                        .isIn(expected(example));
                requireFits(example.operation(), example.responses(), answer);
            }
        }
    }

    @Test
    void everyAnswerFitsItsSchema() throws IOException {
        for (Example example : examples()) {
            if (example.operation().equals("POST /api/v1/telemetry")) {
                send(example);
            }
        }

        for (String path : (Iterable<String>) () -> document.get("paths").fieldNames()) {
            JsonNode operation = document.get("paths").get(path).get("get");
            if (operation != null && !path.startsWith("/test/") && !isEndless(operation)) {
                Response answer = tokens.as(Role.ADMIN).get(path(path) + query(operation));
                assertThat(answer.statusCode())
                        .as(path + ": " + answer.asString())
                        .isIn(200, 204, 400, 404);
                requireFits("GET " + path, operation.get("responses"), answer);
            }
        }
    }

    private Response send(Example example) {
        int space = example.operation().indexOf(' ');
        RequestSpecification request = tokens.as(Role.ADMIN);
        JsonNode value = withSession(example.value());
        switch (example.type()) {
            case "multipart/form-data" ->
                request.multiPart(
                        "file", "samples.csv", value.get("file").asText().getBytes(StandardCharsets.UTF_8), "text/csv");
            case "application/x-www-form-urlencoded" ->
                value.fields()
                        .forEachRemaining(field -> request.formParam(
                                field.getKey(), field.getValue().asText()));
            case "application/json" -> request.contentType("application/json").body(value.toString());
            default -> request.contentType(example.type()).body(value.asText().getBytes(StandardCharsets.UTF_8));
        }
        return request.request(
                example.operation().substring(0, space),
                path(example.operation().substring(space + 1)));
    }

    /// The same with a refresh token that is valid.
    private JsonNode withSession(JsonNode example) {
        if (!example.has("refresh_token")) {
            return example;
        }
        String token = given().contentType("application/json")
                .body("{\"username\": \"ann\", \"password\": \"three walking beams\"}")
                .post("/api/v1/auth/login")
                .jsonPath()
                .getString("refresh_token");
        return ((ObjectNode) example.deepCopy()).put("refresh_token", token);
    }

    /// The successful statuses of an operation; 409 for the archive, because no store is configured; 404 for an id.
    private static List<String> expected(Example example) {
        List<String> statuses = new ArrayList<>();
        example.responses().fieldNames().forEachRemaining(status -> {
            if (status.startsWith("2")
                    || (status.equals("409") && example.operation().contains("/archive/"))) {
                statuses.add(status);
            }
        });
        return statuses;
    }

    private List<Example> examples() {
        List<Example> examples = new ArrayList<>();
        document.get("paths")
                .fields()
                .forEachRemaining(path -> path.getValue().fields().forEachRemaining(operation -> {
                    JsonNode body = operation.getValue().get("requestBody");
                    if (body != null && !path.getKey().startsWith("/test/")) {
                        body.get("content")
                                .fields()
                                .forEachRemaining(content -> examples.add(new Example(
                                        operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
                                        content.getKey(),
                                        example(content.getValue()),
                                        operation.getValue().get("responses"))));
                    }
                }));
        return examples;
    }

    private JsonNode example(JsonNode content) {
        if (content.has("example")) {
            return content.get("example");
        }
        String reference = content.get("schema").path("$ref").asText();
        return document.at(reference.substring(1)).get("example");
    }

    private void requireFits(String operation, JsonNode responses, Response answer) throws IOException {
        JsonNode described = responses.get(String.valueOf(answer.statusCode()));
        assertThat(described)
                .as("%s describes the status %d", operation, answer.statusCode())
                .isNotNull();
        String type = answer.contentType().replaceFirst(";.*", "");
        if (answer.asString().isEmpty() || !type.endsWith("json") || type.endsWith("ndjson")) {
            return;
        }
        JsonNode content = described.get("content").get(type);
        assertThat(content)
                .as("%s %d describes %s", operation, answer.statusCode(), type)
                .isNotNull();
        ObjectNode schema = content.get("schema").deepCopy();
        schema.set("components", document.get("components"));
        assertThat(JsonSchemaFactory.getInstance(VersionFlag.V202012)
                        .getSchema(schema)
                        .validate(json.readTree(answer.asString())))
                .as("%s %d: %s", operation, answer.statusCode(), answer.asString())
                .isEmpty();
    }

    private static boolean isEndless(JsonNode operation) {
        return operation.toString().contains("text/event-stream");
    }

    /// The day of the examples, for operations that take a range of event times.
    private static String query(JsonNode operation) {
        Set<String> ofEvents = Set.of("Query", "Diagnostics");
        boolean hasRange = operation.path("parameters").findValuesAsText("name").contains("from");
        return hasRange && ofEvents.contains(operation.get("tags").get(0).asText()) ? "?" + DAY : "";
    }

    private String path(String template) {
        return template.replace("{well_id}", "WELL-001")
                .replace("{username}", USER)
                .replace("{id}", template.contains("/diagnostics/") ? finding : "0");
    }
}

package io.liftline;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.access.Role;
import io.liftline.fixtures.Api;
import io.liftline.fixtures.PublishedClients;
import io.liftline.fixtures.TestDatabase;
import io.liftline.fixtures.Tokens;
import io.liftline.fixtures.Tool;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Clients that openapi-generator makes of the OpenAPI document are compiled and used: they log in, send 1,000
/// samples in one request, and read them back as samples, a summary and a series.
@QuarkusTest
@SuppressWarnings("NullAway.Init") // injected
class OpenApiClientsTest {

    private static final String GENERATOR = "LIFTLINE_GENERATOR";
    private static final String USER = "generated";
    private static final String PASSWORD = "three walking beams";
    private static final Path WORK = Path.of("target", "generated-clients").toAbsolutePath();

    @Inject
    Tokens tokens;

    private final TestDatabase database = TestDatabase.ofService();
    private final String well = "GENERATED-" + System.nanoTime();

    @BeforeEach
    void createTheUser() throws IOException, SQLException {
        deleteTheUser();
        tokens.as(Role.ADMIN)
                .contentType("application/json")
                .body("{\"username\": \"%s\", \"password\": \"%s\", \"roles\": [\"operator\"], \"wells\": [\"*\"]}"
                        .formatted(USER, PASSWORD))
                .post("/api/v1/users")
                .then()
                .statusCode(201);
        Files.createDirectories(WORK);
        Files.writeString(
                document(),
                given().queryParam("format", "json").get("/q/openapi").asString());
    }

    /// By SQL, because the last administrator may not be removed, and there may be none.
    @AfterEach
    void deleteTheUser() throws SQLException {
        database.run("DELETE FROM app_user WHERE username = '%s'".formatted(USER));
    }

    @Test
    void theJavaClientWorks() throws Exception {
        Path client = WORK.resolve("java");
        generate(
                "java",
                client,
                "--generate-alias-as-model",
                "--global-property",
                "apis,models,supportingFiles,apiTests=false,modelTests=false,apiDocs=false,modelDocs=false",
                "--additional-properties",
                "library=native,invokerPackage=io.liftline.client,apiPackage=io.liftline.client.api,"
                        + "modelPackage=io.liftline.client.model,useSingleRequestParameter=true");
        Path classes = Files.createDirectories(client.resolve("classes"));
        String classPath = PublishedClients.classPath(GENERATOR);
        List<String> compile = new ArrayList<>(
                List.of(tool("javac"), "-nowarn", "-proc:none", "-d", classes.toString(), "-cp", classPath));
        try (Stream<Path> sources = Files.walk(client.resolve("src/main/java"))) {
            sources.map(Path::toString).filter(name -> name.endsWith(".java")).forEach(compile::add);
        }
        run(compile);

        String printed = run(List.of(
                tool("java"),
                "-cp",
                classes + ":" + classPath,
                "src/test/generated/Fleet.java",
                url(),
                USER,
                PASSWORD,
                well));

        assertThat(printed.lines()).containsExactly("inserted 1000", "newest 809.0", "average 804.5", "maximum 809.0");
    }

    @Test
    void theTypeScriptClientWorks() throws Exception {
        Path program = WORK.resolve("typescript");
        generate(
                "typescript-fetch",
                program.resolve("client"),
                "--additional-properties",
                "supportsES6=true,importFileExtension=.js");
        Files.writeString(program.resolve("fleet.ts"), Files.readString(Path.of("src/test/generated/fleet.ts")));
        Files.writeString(program.resolve("package.json"), "{\"type\": \"module\"}");
        Files.writeString(program.resolve("tsconfig.json"), """
                {"compilerOptions": {"target": "ES2022", "module": "NodeNext", "moduleResolution": "NodeNext",
                 "lib": ["ES2022", "DOM"], "strict": true, "skipLibCheck": true, "types": [], "outDir": "out"},
                 "files": ["fleet.ts"]}""");
        PublishedClients.output(PublishedClients.nodeProgram("tsc", "--project", program.toString()));
        Files.writeString(program.resolve("out/package.json"), "{\"type\": \"module\"}");

        String printed = PublishedClients.output(
                PublishedClients.node(program.resolve("out/fleet.js").toString(), url(), USER, PASSWORD, well));

        assertThat(printed.lines()).containsExactly("inserted 1000", "newest 809", "average 804.5", "maximum 809");
    }

    private static void generate(String language, Path into, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                tool("java"),
                "-XX:TieredStopAtLevel=1",
                "-Xmx512m",
                "-cp",
                PublishedClients.classPath(GENERATOR),
                "org.openapitools.codegen.OpenAPIGenerator",
                "generate",
                "-g",
                language,
                "-i",
                document().toString(),
                "-o",
                into.toString()));
        command.addAll(List.of(options));
        run(command);
    }

    private static String run(List<String> command) throws Exception {
        return PublishedClients.output(Tool.run(command, Map.of()));
    }

    private static String tool(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    private static Path document() {
        return WORK.resolve("openapi.json");
    }

    private static String url() {
        return Api.underTest().base().toString();
    }
}

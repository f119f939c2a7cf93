package harness;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Liftline under test, on loopback, with the settings it comes with unless the user has set others.
public final class Service implements AutoCloseable {

    private final Program program;
    private final Rest rest;
    private final String token;
    private final String kind;

    private Service(Program program, Rest rest, String token, String kind) {
        this.program = program;
        this.rest = rest;
        this.token = token;
        this.kind = kind;
    }

    /// Starts it and logs in.
    ///
    /// @param executable the native one; absent: the jar of this checkout on this JVM
    /// @param folder for its log
    public static Service start(Optional<Path> executable, Path folder) {
        Rest rest = new Rest(Program.freePort());
        Rest management = new Rest(Program.freePort());
        String password = UUID.randomUUID().toString();
        List<String> command = executable
                .map(path -> List.of(path.toString()))
                .orElseGet(() -> List.of(java(), "-jar", "target/quarkus-app/quarkus-run.jar"));
        Map<String, String> environment = Map.of(
                "QUARKUS_HTTP_HOST", "127.0.0.1",
                "QUARKUS_MANAGEMENT_HOST", "127.0.0.1",
                "LIFTLINE_HTTP_PORT", Integer.toString(rest.port()),
                "LIFTLINE_MANAGEMENT_PORT", Integer.toString(management.port()),
                "LIFTLINE_ADMIN_PASSWORD", password,
                "LIFTLINE_ACCESS_TOKEN_LIFETIME", "PT12H",
                "LIFTLINE_DEMO", "false");
        Program program =
                Program.start(command, environment, folder.resolve("service.log"), management, "/q/health/ready");
        try {
            String token = rest.postJson("/api/v1/auth/login", Map.of("username", "admin", "password", password))
                    .get("access_token")
                    .asText();
            return new Service(program, rest, token, executable.isPresent() ? "native" : "jvm");
        } catch (IOException e) {
            program.close();
            throw new IllegalStateException("login failed: " + e.getMessage(), e);
        }
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    public int port() {
        return rest.port();
    }

    public Rest rest() {
        return rest;
    }

    public ProcessTree processes() {
        program.requireAlive();
        return program.processes();
    }

    /// The value of the header `Authorization`.
    public String authorization() {
        return "Bearer " + token;
    }

    /// `native` or `jvm`.
    public String kind() {
        return kind;
    }

    @Override
    public void close() {
        program.close();
    }
}

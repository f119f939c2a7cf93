package harness;

import static java.util.Map.entry;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A Liftline that runs on loopback, with its default settings unless the environment has others.
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
    /// @param program a jar, to be run by this JVM, or an executable
    /// @param database `postgresql://host:port/database`; the program makes the schema in it
    /// @param log receives what it prints
    public static Service start(Path program, URI database, Path log) {
        Rest rest = new Rest(Program.freePort());
        Rest management = new Rest(Program.freePort());
        String password = Setting.LIFTLINE_BENCH_ADMIN_PASSWORD.value();
        boolean jar = program.toString().endsWith(".jar");
        List<String> command = jar ? List.of(java(), "-jar", program.toString()) : List.of(program.toString());
        Map<String, String> environment = Map.ofEntries(
                entry("QUARKUS_HTTP_HOST", "127.0.0.1"),
                entry("QUARKUS_MANAGEMENT_HOST", "127.0.0.1"),
                entry("LIFTLINE_HTTP_PORT", Integer.toString(rest.port())),
                entry("LIFTLINE_MANAGEMENT_PORT", Integer.toString(management.port())),
                entry("LIFTLINE_DB_URL", database.toString()),
                entry("LIFTLINE_ADMIN_PASSWORD", password),
                entry("LIFTLINE_ACCESS_TOKEN_LIFETIME", "PT12H"),
                entry("LIFTLINE_DEMO", "false"),
                // the load comes from one caller
                entry("LIFTLINE_LIMITS_INGEST", "0"),
                entry("LIFTLINE_LIMITS_ADMIN", "0"));
        Program running = Program.start(command, environment, log, management, "/q/health/ready");
        try {
            String token = rest.postJson("/api/v1/auth/login", Map.of("username", "admin", "password", password))
                    .get("access_token")
                    .asText();
            return new Service(running, rest, token, jar ? "jvm" : "native");
        } catch (IOException e) {
            running.close();
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

package io.liftline.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.fixtures.Api;
import io.liftline.fixtures.Await;
import io.liftline.fixtures.TestDatabase;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// One process of the packaged program: the native executable or the jar, whichever was packaged last. The
/// jar runs on the JVM of the tests. `-Dliftline.executable=PATH` selects an existing executable.
final class Program implements AutoCloseable {

    private static final Optional<String> EXECUTABLE = Optional.ofNullable(System.getProperty("liftline.executable"));

    /// As the image starts it (src/main/docker/Dockerfile.jvm), in a container with 640 MiB.
    private static final List<String> JVM_OPTIONS = List.of("-Xmx384m", "-XX:+ExitOnOutOfMemoryError");

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Process process;
    private final Path log;
    private final Secrets secrets;
    private final int port;
    private final int managementPort;

    private Program(Process process, Path log, Secrets secrets, int port, int managementPort) {
        this.process = process;
        this.log = log;
        this.secrets = secrets;
        this.port = port;
        this.managementPort = managementPort;
    }

    /// Starts the program on free ports, with the settings of the database and with these. A setting with an
    /// empty value is left unset. `LIFTLINE_…` variables of the test process are not inherited.
    static Program start(TestDatabase database, Map<String, String> settings, String... arguments) {
        try {
            int port = freePort();
            int managementPort = freePortBut(port);
            Path log = Files.createTempFile(Path.of("target"), "program-", ".log");
            List<String> command = new ArrayList<>(packaged());
            command.addAll(List.of(arguments));
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
            Map<String, String> environment = new HashMap<>(database.settings());
            environment.put("LIFTLINE_HTTP_PORT", String.valueOf(port));
            environment.put("LIFTLINE_MANAGEMENT_PORT", String.valueOf(managementPort));
            environment.put("LIFTLINE_ADMIN_PASSWORD", Api.ADMIN_PASSWORD);
            environment.putAll(settings);
            environment.values().removeIf(String::isEmpty);
            builder.environment().keySet().removeIf(name -> name.startsWith("LIFTLINE_"));
            builder.environment().putAll(environment);
            return new Program(builder.start(), log, Secrets.of(environment), port, managementPort);
        } catch (IOException e) {
            throw new AssertionError("the program could not be started", e);
        }
    }

    /// Starts the program and waits until it is ready.
    static Program ready(TestDatabase database) {
        return ready(database, Map.of());
    }

    /// Starts the program with these settings and waits until it is ready.
    static Program ready(TestDatabase database, Map<String, String> settings) {
        Program program = start(database, settings);
        program.awaitReady();
        return program;
    }

    int managementPort() {
        return managementPort;
    }

    Api api() {
        return new Api(URI.create("http://127.0.0.1:" + port));
    }

    /// The response of the management port to a probe or a metrics request.
    ///
    /// @throws IOException if nothing listens on the port
    HttpResponse<String> management(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + managementPort + path);
        return HTTP.send(
                HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10)).build(), BodyHandlers.ofString());
    }

    void awaitReady() {
        await("/q/health/ready", 200);
    }

    void awaitNotReady() {
        await("/q/health/ready", 503);
    }

    private void await(String path, int status) {
        boolean answered = Await.holds(TIMEOUT, () -> !process.isAlive() || statusOf(path) == status);
        assertThat(process.isAlive())
                .as(() -> "the program runs; its log:\n" + log())
                .isTrue();
        assertThat(answered)
                .as(() -> path + " answers " + status + "; the log:\n" + log())
                .isTrue();
    }

    private int statusOf(String path) {
        try {
            return management(path).statusCode();
        } catch (IOException _) {
            return 0;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /// The resident memory of the process, in bytes.
    long residentBytes() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/%d/status".formatted(process.pid())))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> 1_024 * Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /// Sends SIGTERM.
    void terminate() {
        process.destroy();
    }

    /// Waits until the program exits and returns its status, which is 143 after SIGTERM.
    int exitStatus() throws InterruptedException {
        assertThat(process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS))
                .as(() -> "the program ends; its log:\n" + log())
                .isTrue();
        return process.exitValue();
    }

    /// The lines logged so far.
    List<String> logLines() {
        return log().lines().toList();
    }

    private String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /// Ends the process, and asserts that it has logged no secret.
    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
        secrets.assertNotIn(logLines());
    }

    /// Whether the packaged program is the native executable.
    static boolean isNative() {
        return EXECUTABLE.isPresent() || artifact().getProperty("type").equals("native");
    }

    /// The packaged file: the executable or the jar.
    static Path file() {
        return EXECUTABLE
                .map(Path::of)
                .orElseGet(() -> Path.of("target", artifact().getProperty("path")))
                .toAbsolutePath();
    }

    private static List<String> packaged() {
        Path path = file();
        if (isNative()) {
            return List.of(path.toString());
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM_OPTIONS);
        command.addAll(List.of("-jar", path.toString()));
        return command;
    }

    /// The description of the package that the build has written.
    private static Properties artifact() {
        Properties artifact = new Properties();
        try (var text = Files.newBufferedReader(Path.of("target", "quarkus-artifact.properties"))) {
            artifact.load(text);
        } catch (IOException e) {
            throw new AssertionError("the program has not been packaged", e);
        }
        return artifact;
    }

    /// A free port that is not this one, which is free, too.
    private static int freePortBut(int taken) {
        int port = freePort();
        return port == taken ? freePortBut(taken) : port;
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new AssertionError("no port is free", e);
        }
    }
}

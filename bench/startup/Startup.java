import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Starts the executable and the jar in turn, and measures the time from exec to the first 2xx and their memory.
///
/// Arguments: number of starts each, executable, jar, file of results.
final class Startup {

    private static final Duration SETTLE = Duration.ofSeconds(10);
    private static final Duration LOAD = Duration.ofSeconds(20);
    private static final int CLIENTS = 4;
    private static final int ROWS = 1_000;
    private static final int START_GOAL_MS = 50;
    private static final int IDLE_GOAL_MB = 60;
    private static final int LOAD_GOAL_MB = 200;
    private static final int IMAGE_GOAL_MB = 120;

    /// One program to be measured.
    record Subject(String name, List<String> command, List<Double> answering, List<Double> ready) {
        Subject(String name, List<String> command) {
            this(name, command, new ArrayList<>(), new ArrayList<>());
        }
    }

    public static void main(String... arguments) throws Exception {
        int starts = Integer.parseInt(arguments[0]);
        Path executable = Path.of(arguments[1]);
        Subject fast = new Subject("native", List.of(executable.toAbsolutePath().toString()));
        Subject jvm = new Subject(
                "JVM",
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", arguments[2]));
        measureStart(jvm); // the schema, and the page cache
        measureStart(fast);
        List.of(fast, jvm).forEach(subject -> {
            subject.answering().clear();
            subject.ready().clear();
        });
        for (int i = 0; i < starts; i++) { // A B B A
            measureStart(i % 2 == 0 ? fast : jvm);
            measureStart(i % 2 == 0 ? jvm : fast);
        }
        Map<Subject, double[]> memory = new LinkedHashMap<>();
        for (Subject subject : List.of(fast, jvm)) {
            memory.put(subject, measureMemory(subject));
        }
        double size = Files.size(executable) / 1e6;

        System.out.printf(
                Locale.ROOT, "%n%-44s %10s %10s %8s%n", starts + " starts each, alternating", "native", "JVM", "goal");
        row("exec to first 2xx, liveness, median ms", median(fast.answering()), median(jvm.answering()), "");
        row("exec to first 2xx, readiness, median ms", median(fast.ready()), median(jvm.ready()), "" + START_GOAL_MS);
        row("    the slowest", worst(fast.ready()), worst(jvm.ready()), "");
        row("idle RSS after 10 s, MB", memory.get(fast)[0], memory.get(jvm)[0], "" + IDLE_GOAL_MB);
        row("highest RSS in 20 s of ingest, MB", memory.get(fast)[1], memory.get(jvm)[1], "" + LOAD_GOAL_MB);
        row("    at rows/s", memory.get(fast)[2], memory.get(jvm)[2], "");
        row("executable, MB", size, Double.NaN, "");
        Files.createDirectories(Path.of(arguments[3]).getParent());
        Files.writeString(Path.of(arguments[3]), results(fast, jvm, memory, size));
    }

    private static void row(String what, double one, double other, String goal) {
        System.out.printf(Locale.ROOT, "%-44s %10.1f %10.1f %8s%n", what, one, other, goal);
    }

    private static void measureStart(Subject subject) throws Exception {
        try (Running running = start(subject)) {
            await(running, "/q/health/live");
            subject.answering().add(running.millis());
            await(running, "/q/health/ready");
            subject.ready().add(running.millis());
        }
    }

    private static Running start(Subject subject) throws IOException {
        int port = freePort();
        int managementPort = freePort();
        ProcessBuilder builder = new ProcessBuilder(subject.command())
                .redirectErrorStream(true)
                .redirectOutput(Path.of("target", "bench-startup-" + subject.name() + ".log")
                        .toFile());
        builder.environment().put("LIFTLINE_HTTP_PORT", String.valueOf(port));
        builder.environment().put("LIFTLINE_MANAGEMENT_PORT", String.valueOf(managementPort));
        long since = System.nanoTime();
        return new Running(builder.start(), port, managementPort, since);
    }

    /// Asks every millisecond, over a plain socket, so that the client costs next to nothing.
    private static void await(Running running, String path) throws InterruptedException {
        byte[] request = ("GET " + path + " HTTP/1.1\r\nHost: l\r\nConnection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        while (!answered(running.managementPort(), request)) {
            if (!running.process().isAlive() || running.millis() > 120_000) {
                throw new IllegalStateException("it did not start; see target/bench-startup-*.log");
            }
            Thread.sleep(1);
        }
    }

    private static boolean answered(int port, byte[] request) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 1_000);
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write(request);
            byte[] status = socket.getInputStream().readNBytes(10);
            return status.length == 10 && status[9] == '2';
        } catch (IOException e) {
            return false;
        }
    }

    /// Idle memory, highest memory under ingest, rows a second.
    private static double[] measureMemory(Subject subject) throws Exception {
        try (Running running = start(subject)) {
            await(running, "/q/health/ready");
            Thread.sleep(SETTLE);
            double idle = running.memory("VmRSS");
            double rowsPerSecond = ingest(running.port());
            return new double[] {idle, running.memory("VmHWM"), rowsPerSecond};
        }
    }

    private static double ingest(int port) throws Exception {
        try (HttpClient client = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build();
                var clients = Executors.newFixedThreadPool(CLIENTS)) {
            String token = login(client, port);
            AtomicLong rows = new AtomicLong();
            long begin = System.nanoTime();
            for (int number = 0; number < CLIENTS; number++) {
                int well = number;
                clients.submit(() -> {
                    Instant time = Instant.now().minus(Duration.ofDays(20));
                    while (System.nanoTime() - begin < LOAD.toNanos()) {
                        post(client, port, token, body(well, time));
                        time = time.plusSeconds(ROWS);
                        rows.addAndGet(ROWS);
                    }
                    return null;
                });
            }
            clients.shutdown();
            clients.awaitTermination(2, java.util.concurrent.TimeUnit.MINUTES);
            return rows.get() / ((System.nanoTime() - begin) / 1e9);
        }
    }

    private static String body(int well, Instant time) {
        SplittableRandom random = new SplittableRandom(time.getEpochSecond());
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < ROWS; i++) {
            lines.append(String.format(
                    Locale.ROOT,
                    "{\"well_id\":\"BENCH-%d\",\"timestamp\":\"%s\",\"flow_rate\":%.1f,\"pip\":%.1f,\"motor_temp\":%.1f}%n",
                    well,
                    time.plusSeconds(i),
                    random.nextDouble(1_000, 3_000),
                    random.nextDouble(500, 900),
                    random.nextDouble(90, 110)));
        }
        return lines.toString();
    }

    private static String login(HttpClient client, int port) throws Exception {
        String body =
                "{\"username\":\"admin\",\"password\":\"%s\"}".formatted(System.getenv("LIFTLINE_ADMIN_PASSWORD"));
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/auth/login"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        String answer = client.send(request, BodyHandlers.ofString()).body();
        Matcher token = Pattern.compile("\"access_token\":\"([^\"]+)\"").matcher(answer);
        if (!token.find()) {
            throw new IllegalStateException("admin could not log in");
        }
        return token.group(1);
    }

    private static void post(HttpClient client, int port, String token, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/telemetry"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException("ingest was refused: " + answer.body());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String results(Subject fast, Subject jvm, Map<Subject, double[]> memory, double size)
            throws IOException {
        return String.format(
                Locale.ROOT,
                """
                {"name": "startup", "commit": "%s", "machine": "%s, %d cores", "edition": "%s",
                 "figures": {
                  "P10.start": {"value": %.1f, "goal": %d, "better": "lower", "unit": "ms", "pairs": %s,
                   "detail": {"until": "readiness answers 200", "liveness": %.1f, "jvm": %.1f, "jvm_pairs": %s}},
                  "P10.idle_rss": {"value": %.1f, "goal": %d, "better": "lower", "unit": "MB", "pairs": [%.1f], "detail": {"jvm": %.1f}},
                  "P10.load_rss": {"value": %.1f, "goal": %d, "better": "lower", "unit": "MB", "pairs": [%.1f],
                   "detail": {"jvm": %.1f, "rows_per_second": %.0f, "jvm_rows_per_second": %.0f}},
                  "P10.executable": {"value": %.1f, "goal": %d, "better": "lower", "unit": "MB", "pairs": [%.1f],
                   "detail": {"goal": "of the whole image"}}}}
                """,
                System.getenv("LIFTLINE_BENCH_COMMIT"),
                machine(),
                Runtime.getRuntime().availableProcessors(),
                System.getenv("LIFTLINE_BENCH_EDITION"),
                median(fast.ready()),
                START_GOAL_MS,
                list(fast.ready()),
                median(fast.answering()),
                median(jvm.ready()),
                list(jvm.ready()),
                memory.get(fast)[0],
                IDLE_GOAL_MB,
                memory.get(fast)[0],
                memory.get(jvm)[0],
                memory.get(fast)[1],
                LOAD_GOAL_MB,
                memory.get(fast)[1],
                memory.get(jvm)[1],
                memory.get(fast)[2],
                memory.get(jvm)[2],
                size,
                IMAGE_GOAL_MB,
                size);
    }

    private static String machine() throws IOException {
        return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.replaceFirst(".*: ", ""))
                .findFirst()
                .orElse(System.getProperty("os.arch"));
    }

    private static String list(List<Double> values) {
        return values.stream()
                .map(value -> String.format(Locale.ROOT, "%.1f", value))
                .toList()
                .toString();
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    private static double worst(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}

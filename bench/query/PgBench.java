package query;

import harness.LegFailedException;
import harness.PostgresProgram;
import harness.Setting;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// pgbench with prepared statements over TCP. Statements are planned with their values, as
/// the service's are.
final class PgBench {

    private static final long MAX_MINUTES = 20;

    private final URI address;
    private final int wells;
    private final Path folder;

    /// @param wells how many there are
    PgBench(URI address, int wells) {
        this.address = address;
        this.wells = wells;
        this.folder = Path.of(Setting.LIFTLINE_BENCH_ROOT.value(), "var", "tmp");
    }

    /// The median latency of a statement in milliseconds.
    double median(Question question) {
        double[] ascending = run(question, List.of("-c", "1", "-t", Integer.toString(question.calls())));
        return ascending[ascending.length / 2];
    }

    /// The 99th percentile of the latency of a statement in milliseconds, from the time at which it was scheduled. The
    /// times between statements are random, with this mean.
    double p99(Question question, int connections, int perSecond) {
        double[] ascending = run(
                question,
                List.of(
                        "-c",
                        Integer.toString(connections),
                        "-t",
                        Integer.toString(question.calls() / connections),
                        "-R",
                        Integer.toString(perSecond)));
        return ascending[(int) (ascending.length * 0.99)];
    }

    /// Latencies in milliseconds, ascending.
    private double[] run(Question question, List<String> options) {
        Path script = folder.resolve("liftline-query.sql");
        try {
            Files.writeString(script, "\\set w random(1, %d)\n%s;\n".formatted(wells, question.sql()));
            clear();
            start(options);
            return latencies();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } finally {
            clear();
            script.toFile().delete();
        }
    }

    private void start(List<String> options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "-n",
                "-M",
                "prepared",
                "-l",
                "--log-prefix=/var/tmp/liftline-query",
                "-f",
                "/var/tmp/liftline-query.sql"));
        arguments.addAll(options);
        ProcessBuilder builder = PostgresProgram.of(address, "pgbench", arguments);
        builder.environment().put("PGOPTIONS", "-c plan_cache_mode=force_custom_plan -c jit=off");
        Process process = builder.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        try {
            if (!process.waitFor(MAX_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new LegFailedException("pgbench failed: " + said);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /// The latencies in milliseconds, ascending. The third field of a line is one in microseconds.
    private double[] latencies() throws IOException {
        double[] millis = logs().stream()
                .flatMap(PgBench::lines)
                .mapToDouble(line -> Double.parseDouble(line.split(" ", -1)[2]) / 1_000)
                .toArray();
        Arrays.sort(millis);
        return millis;
    }

    private void clear() {
        logs().forEach(log -> log.toFile().delete());
    }

    private List<Path> logs() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("liftline-query."))
                    .filter(file -> !file.toString().endsWith(".sql"))
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}

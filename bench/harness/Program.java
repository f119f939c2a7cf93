package harness;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A server that the harness starts on this machine, and stops.
public final class Program implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(40);

    private final Process process;
    private final Path log;
    private final Thread endWithHarness;

    private Program(Process process, Path log) {
        this.process = process;
        this.log = log;
        this.endWithHarness = new Thread(this::end);
        Runtime.getRuntime().addShutdownHook(endWithHarness);
    }

    /// Starts a program and waits until it answers.
    ///
    /// @param environment added to this process's own
    /// @param log receives what it prints
    /// @param probe a path that is answered 2xx once it is ready
    /// @throws IllegalStateException if it ends, or does not answer in two minutes; with the end of its log
    public static Program start(
            List<String> command, Map<String, String> environment, Path log, Rest rest, String probe) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.environment().putAll(environment);
            Program program = new Program(
                    builder.redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .start(),
                    log);
            program.awaitReady(rest, probe);
            return program;
        } catch (IOException e) {
            throw new IllegalStateException(command.getFirst() + " could not be started: " + e.getMessage(), e);
        }
    }

    /// A port of this machine that nothing listens on.
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException("no free port", e);
        }
    }

    public ProcessTree processes() {
        return new ProcessTree(process.pid());
    }

    /// Checks that it still runs.
    ///
    /// @throws IllegalStateException with the end of its log
    public void requireAlive() {
        if (!process.isAlive()) {
            throw new IllegalStateException("it ended with status " + process.exitValue() + ":\n" + endOfLog());
        }
    }

    private void awaitReady(Rest rest, String probe) {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (!rest.answers(probe)) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                close();
                throw new IllegalStateException("it did not get ready:\n" + endOfLog());
            }
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                close();
                throw new IllegalStateException("interrupted", e);
            }
        }
    }

    private String endOfLog() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
        } catch (IOException e) {
            return "its log cannot be read: " + e.getMessage();
        }
    }

    private void end() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
        }
    }

    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(endWithHarness);
        } catch (IllegalStateException e) {
            return; // the JVM is shutting down, and this call comes from the hook
        }
    }
}

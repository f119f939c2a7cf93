import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A process that is measured, and when it was started.
record Running(Process process, int port, int managementPort, long since) implements AutoCloseable {
    double millis() {
        return (System.nanoTime() - since) / 1e6;
    }

    /// Resident memory now (VmRSS) or at its highest (VmHWM), in megabytes of 10^6 bytes.
    double memory(String line) throws IOException {
        return Files.readAllLines(Path.of("/proc", String.valueOf(process.pid()), "status")).stream()
                .filter(text -> text.startsWith(line + ":"))
                .mapToDouble(text -> Long.parseLong(text.replaceAll("\\D", "")) * 1024 / 1e6)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}

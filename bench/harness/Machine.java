package harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// The machine in words: processor, cores, memory, kernel.
public final class Machine {

    private Machine() {}

    public static String describe() {
        long kilobytes = Long.parseLong(line("/proc/meminfo", "MemTotal").replaceAll("[^0-9]", ""));
        return "%s, %d cores, %d GiB, Linux %s, JDK %s"
                .formatted(
                        line("/proc/cpuinfo", "model name"),
                        Runtime.getRuntime().availableProcessors(),
                        Math.round(kilobytes / 1048576.0),
                        System.getProperty("os.version"),
                        Runtime.version());
    }

    /// The load average over 1, 5 and 15 minutes. Well above 0 before a run, the machine is not quiet.
    public static String load() {
        String[] fields = read("/proc/loadavg").split(" ");
        return String.join(" ", fields[0], fields[1], fields[2]);
    }

    private static String line(String file, String key) {
        try (Stream<String> lines = read(file).lines()) {
            return lines.filter(line -> line.startsWith(key))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        }
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            return "";
        }
    }
}

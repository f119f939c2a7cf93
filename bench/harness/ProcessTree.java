package harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A process and everything it started, as `/proc` shows it (proc(5)).
///
/// @param root its process id
public record ProcessTree(long root) {

    /// Linux counts CPU time for programs in hundredths of a second, whatever its own clock is.
    private static final double TICKS_PER_SECOND = 100;

    private static final Path PROC = Path.of("/proc");

    /// The process of this harness and what it started.
    public static ProcessTree own() {
        return new ProcessTree(ProcessHandle.current().pid());
    }

    /// CPU seconds, user and system, since the root started: of every living process, and of those that
    /// ended, whose time their parent inherits.
    public double cpuSeconds() {
        Map<Long, List<Stat>> children = new HashMap<>();
        for (Stat stat : all()) {
            children.computeIfAbsent(stat.parent, parent -> new ArrayList<>()).add(stat);
        }
        return (stat(PROC.resolve(Long.toString(root))).ticks() + descendants(root, children)) / TICKS_PER_SECOND;
    }

    /// CPU seconds of the root's children that have ended.
    public double cpuSecondsOfEndedChildren() {
        return stat(PROC.resolve(Long.toString(root))).ended / TICKS_PER_SECOND;
    }

    /// Resets the peak of the root's resident memory; see [#peakMemory()].
    public void resetPeakMemory() {
        try {
            Files.writeString(PROC.resolve(root + "/clear_refs"), "5");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The greatest resident memory of the root alone since the last [#resetPeakMemory()], in MiB.
    public double peakMemory() {
        try (Stream<String> lines = Files.lines(PROC.resolve(root + "/status"))) {
            String line =
                    lines.filter(text -> text.startsWith("VmHWM:")).findFirst().orElseThrow();
            return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024.0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long descendants(long parent, Map<Long, List<Stat>> children) {
        long ticks = 0;
        for (Stat child : children.getOrDefault(parent, List.of())) {
            ticks += child.ticks() + descendants(child.pid, children);
        }
        return ticks;
    }

    private static List<Stat> all() {
        try (Stream<Path> processes = Files.list(PROC)) {
            List<Stat> found = new ArrayList<>();
            for (Path process : processes.toList()) {
                if (process.getFileName().toString().chars().allMatch(Character::isDigit)) {
                    try {
                        found.add(stat(process));
                    } catch (UncheckedIOException e) {
                        continue; // it has ended: its time is counted with its parent's
                    }
                }
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The second field is the program's name in brackets and may hold anything, so fields count from its
    /// end.
    private static Stat stat(Path process) {
        try {
            String text = Files.readString(process.resolve("stat"));
            String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
            return new Stat(
                    Long.parseLong(process.getFileName().toString()),
                    Long.parseLong(fields[1]),
                    Long.parseLong(fields[11]) + Long.parseLong(fields[12]),
                    Long.parseLong(fields[13]) + Long.parseLong(fields[14]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Stat(long pid, long parent, long own, long ended) {

        long ticks() {
            return own + ended;
        }
    }
}

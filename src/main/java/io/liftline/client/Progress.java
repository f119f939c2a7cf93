package io.liftline.client;

import java.time.Duration;
import java.util.function.LongSupplier;

/// Shows how far a command has come: on a screen one line that is rewritten twice a second, otherwise a line
/// every ten seconds.
final class Progress {

    /// For a command that is to show nothing.
    static final Duration NEVER = Duration.ofDays(10_000);

    private static final Duration ON_SCREEN = Duration.ofMillis(500);
    private static final Duration ELSEWHERE = Duration.ofSeconds(10);
    static final String ERASE = "\r\u001b[K";

    private final Terminal terminal;
    private final Duration every;
    private final LongSupplier nanos;
    private final long begun;
    private long shown;

    /// @param every time between two lines
    Progress(Terminal terminal, Duration every, LongSupplier nanos) {
        this.terminal = terminal;
        this.every = every;
        this.nanos = nanos;
        this.begun = nanos.getAsLong();
        this.shown = begun;
    }

    /// The usual time between two lines.
    static Duration usual(Terminal terminal) {
        return terminal.isScreen() ? ON_SCREEN : ELSEWHERE;
    }

    /// How far the command is.
    ///
    /// @param what what is worked on, such as a file
    /// @param count rows so far
    /// @param before rows of an earlier run, which took no time of this one
    /// @param part how much is done, 0 to 1; negative if that is not known
    /// @param partBefore how much an earlier run has done
    /// @param more what else there is to say; empty for nothing
    record Position(String what, long count, long before, double part, double partBefore, String more) {}

    /// Shows the position, unless it was shown a moment ago.
    void show(Position position) {
        long now = nanos.getAsLong();
        if (now - shown >= every.toNanos()) {
            shown = now;
            String line = line(position, Duration.ofNanos(now - begun));
            if (terminal.isScreen()) {
                terminal.err().print(ERASE + line);
                terminal.err().flush();
            } else {
                terminal.err().println(line);
            }
        }
    }

    /// Writes a line that stays.
    void note(String line) {
        terminal.err().println((terminal.isScreen() ? ERASE : "") + line);
    }

    /// Removes the line that is rewritten.
    void end() {
        if (terminal.isScreen()) {
            terminal.err().print(ERASE);
            terminal.err().flush();
        }
    }

    private static String line(Position position, Duration passed) {
        double seconds = Math.max(0.001, passed.toNanos() / 1e9);
        StringBuilder line = new StringBuilder(position.what());
        if (position.part() >= 0) {
            line.append("  ").append((int) (100 * position.part())).append(" %");
        }
        line.append("  ").append(Words.of(position.count())).append(" rows  ");
        line.append(Words.of(Math.round((position.count() - position.before()) / seconds)))
                .append(" rows/s");
        double done = position.part() - position.partBefore();
        if (done > 0 && position.part() <= 1) {
            long left = Math.round(seconds * (1 - position.part()) / done);
            line.append("  ").append(Words.of(Duration.ofSeconds(left))).append(" left");
        }
        return line.append(position.more().isEmpty() ? "" : "  " + position.more())
                .toString();
    }
}

package io.liftline.client;

import java.util.List;
import java.util.Map;

/// Runs the commands that use the HTTP API: `import`, `export` and `status`.
public final class Client {

    private static final int STOPPED = 1;
    private static final int MISUSED = 2;

    private static final Map<String, Command> COMMANDS =
            Map.of("import", new ImportCommand(), "export", new ExportCommand(), "status", new StatusCommand());

    private Client() {}

    /// Runs a command and returns its exit status.
    ///
    /// @param name one of the commands
    /// @param words the command line after the name
    public static int run(String name, List<String> words) {
        return run(name, words, System.getenv(), Terminal.ofProcess());
    }

    static int run(String name, List<String> words, Map<String, String> environment, Terminal terminal) {
        try {
            return command(name).run(words, environment, terminal);
        } catch (MisuseException e) {
            terminal.err()
                    .println("liftline " + name + ": " + e.getMessage() + "\n'liftline " + name
                            + " --help' lists the options");
            return MISUSED;
        } catch (StoppedException e) {
            terminal.err()
                    .println((terminal.isScreen() ? Progress.ERASE : "") + "liftline " + name + ": " + e.getMessage());
            return STOPPED;
        }
    }

    /// The help of a command.
    public static String usage(String name) {
        return command(name).usage();
    }

    private static Command command(String name) {
        Command command = COMMANDS.get(name);
        if (command == null) {
            throw new IllegalArgumentException(name);
        }
        return command;
    }
}

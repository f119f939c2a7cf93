package io.liftline.service;

import io.liftline.archive.RestoreCommand;
import io.liftline.client.Client;
import io.liftline.client.Version;
import io.liftline.web.HttpServerProperties;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.List;

/// The main class. `liftline` runs the service, `liftline --help` lists the commands ([Commands]).
///
/// Commands that work on the database or the store start Quarkus without its HTTP ports. Those that use the HTTP
/// API (`import`, `export`, `status`, `health`), and the help, do not start Quarkus, so they take milliseconds.
@QuarkusMain
public final class Liftline {

    private static final int MISUSED = 2;

    Liftline() {}

    /// Runs the command that the arguments name.
    public static void main(String... arguments) {
        List<String> words = List.of(arguments);
        if (words.isEmpty()) {
            setTransport();
            HttpServerProperties.set();
            Quarkus.run();
            return;
        }
        List<String> rest = words.subList(1, words.size());
        if (rest.contains("--help") || rest.contains("-h")) {
            help(words.getFirst());
            return;
        }
        switch (words.getFirst()) {
            case "import", "export", "status" -> System.exit(Client.run(words.getFirst(), rest));
            case "health" -> System.exit(HealthCommand.ready(managementPort()) ? 0 : 1);
            case "--version" -> System.out.println("liftline " + Version.TEXT);
            case "--help", "-h", "help" -> help(rest.isEmpty() ? "" : rest.getFirst());
            case "restore" -> restore(rest.toArray(String[]::new));
            case "key" -> runQuietly(KeyCommand.class, rest);
            case "user" -> runQuietly(UserCommand.class, rest);
            case "signing-key" -> runQuietly(SigningKeyCommand.class, rest);
            case "migrate" -> {
                require("migrate", rest, List.of(), List.of("--dry-run"), List.of("--compact"));
                run(Migrate.class, rest);
            }
            case "store" -> {
                require("store", rest, List.of("check"));
                run(CheckStore.class, List.of());
            }
            default -> misused(Commands.unknown(words.getFirst()));
        }
    }

    private static void help(String command) {
        if (command.isEmpty()) {
            System.out.print(Commands.general());
        } else {
            Commands.usage(command).ifPresentOrElse(System.out::print, () -> misused(Commands.unknown(command)));
        }
    }

    /// Ends the process unless the words are one of the permitted lists.
    @SafeVarargs
    private static void require(String command, List<String> words, List<String>... permitted) {
        if (!List.of(permitted).contains(words)) {
            misused("liftline " + command + ": '" + String.join(" ", words) + "' is not understood; 'liftline "
                    + command + " --help' describes the command");
        }
    }

    private static void misused(String line) {
        System.err.println(line);
        System.exit(MISUSED);
    }

    private static void setTransport() {
        try {
            TransportSettings.set();
        } catch (IllegalArgumentException e) {
            misused("liftline: " + e.getMessage());
        }
    }

    private static void run(Class<? extends QuarkusApplication> command, List<String> words) {
        setTransport();
        withoutService();
        Quarkus.run(command, words.toArray(String[]::new));
    }

    /// Runs a command of which only the answer is written to standard output, so that it can be put into a file.
    private static void runQuietly(Class<? extends QuarkusApplication> command, List<String> words) {
        System.setProperty("quarkus.log.console.stderr", "true");
        run(command, words);
    }

    private static void restore(String... options) {
        try {
            RestoreCommand.check(List.of(options));
        } catch (IllegalArgumentException e) {
            misused("liftline: " + e.getMessage() + "; usage: " + RestoreCommand.USAGE);
        }
        run(Restore.class, List.of(options));
    }

    private static int managementPort() {
        return Integer.parseInt(System.getenv().getOrDefault("LIFTLINE_MANAGEMENT_PORT", "9000"));
    }

    /// A command opens no HTTP ports, so it can run beside a service on the same host.
    private static void withoutService() {
        System.setProperty("liftline.startup.serve", "false");
        System.setProperty("quarkus.http.host-enabled", "false");
        System.setProperty("quarkus.management.host-enabled", "false");
    }
}

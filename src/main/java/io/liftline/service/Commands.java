package io.liftline.service;

import io.liftline.archive.RestoreCommand;
import io.liftline.client.Client;
import io.liftline.web.NearestName;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// The commands of the program, for its help.
final class Commands {

    private static final List<Command> ALL = List.of(
            new Command("", "run the service", Commands::general),
            new Command("import", "send files of samples to a service", () -> Client.usage("import")),
            new Command("export", "copy samples of a service to a file", () -> Client.usage("export")),
            new Command("status", "say how a service is", () -> Client.usage("status")),
            new Command("migrate", "bring the schema of the database up to date", () -> """
                    usage: liftline migrate [--dry-run | --compact]

                    Migrates the schema as its owner, and sets compression and policies. The settings are those of the service.

                      --dry-run   say what would be done and what would be refused, and change nothing
                      --compact   also change the type of channels of a table that was taken over

                    Exit status: 0 done; 1 not possible; 2 misused.
                    """),
            new Command("key", "create and revoke API keys", () -> KeyCommand.USAGE + "\n"),
            new Command("user", "list, create, change and delete users", () -> UserCommand.USAGE + "\n"),
            new Command("signing-key", "replace the key that signs tokens", () -> SigningKeyCommand.USAGE + "\n"),
            new Command(
                    "restore",
                    "restore rows from the store of the archive",
                    () -> "usage: " + RestoreCommand.USAGE + "\n"),
            new Command("store", "check that the store of the archive works", () -> """
                    usage: liftline store check

                    Puts, reads and lists an object in the configured store, and says in one line what works or what is wrong.

                    Exit status: 0 it works; 1 it does not; 2 misused.
                    """),
            new Command("health", "say by the exit status whether the service in this container is ready", () -> """
                    usage: liftline health

                    Reads the readiness probe at LIFTLINE_MANAGEMENT_PORT of this host.

                    Exit status: 0 ready; 1 not ready.
                    """));

    private static final int COLUMN = 24;

    private Commands() {}

    private record Command(String name, String summary, Supplier<String> usage) {}

    /// The help of a command. Empty if there is no such command.
    static Optional<String> usage(String name) {
        return ALL.stream()
                .filter(command -> !command.name().isEmpty() && command.name().equals(name))
                .findFirst()
                .map(command -> command.usage().get());
    }

    /// The help of the program.
    static String general() {
        StringBuilder help = new StringBuilder("""
                usage: liftline [COMMAND [OPTION]...]

                """);
        for (Command command : ALL) {
            String left = ("  liftline " + command.name()).stripTrailing();
            help.append(left)
                    .append(" ".repeat(Math.max(2, COLUMN - left.length())))
                    .append(command.summary())
                    .append('\n');
        }
        return help.append("""

                'liftline COMMAND --help' describes a command, 'liftline --version' prints the version. The service is configured
                by environment variables: docs/configuration.md.
                """).toString();
    }

    /// What to say to a word that is no command.
    static String unknown(String word) {
        String near = NearestName.of(
                        word,
                        ALL.stream()
                                .map(Command::name)
                                .filter(name -> !name.isEmpty())
                                .toList())
                .map(name -> "; did you mean " + name + "?")
                .orElse("");
        return "liftline: unknown command '" + word + "'" + near + "\n'liftline --help' lists the commands";
    }
}

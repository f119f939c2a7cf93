package io.liftline.service;

import io.liftline.archive.RestoreCommand;
import io.liftline.web.HttpServerProperties;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.Arrays;
import java.util.List;

/// The main class. `liftline` runs the service. `liftline migrate` migrates the schema and exits with status
/// 0, or 1 if that is not possible; with `--dry-run` it only reports what it would do, with `--compact` it
/// also changes the type of channels that were taken over. `liftline key` creates and revokes API keys.
/// `liftline restore` restores rows from the store of the archive. `liftline store check` exits with status 0
/// if that store works. `liftline health` exits with status 0 if the service in the same container is ready.
@QuarkusMain
public final class Liftline {

    private static final int MISUSED = 2;

    Liftline() {}

    /// Runs the command that the arguments name.
    public static void main(String... arguments) {
        if (arguments.length > 0 && arguments[0].equals("restore")) {
            restore(Arrays.copyOfRange(arguments, 1, arguments.length));
            return;
        }
        if (arguments.length > 0 && arguments[0].equals("key")) {
            withoutService();
            Quarkus.run(KeyCommand.class, Arrays.copyOfRange(arguments, 1, arguments.length));
            return;
        }
        switch (String.join(" ", arguments)) {
            case "" -> {
                HttpServerProperties.set();
                Quarkus.run();
            }
            case "migrate", "migrate --dry-run", "migrate --compact" -> {
                withoutService();
                Quarkus.run(Migrate.class, Arrays.copyOfRange(arguments, 1, arguments.length));
            }
            case "store check" -> {
                withoutService();
                Quarkus.run(CheckStore.class);
            }
            case "health" -> System.exit(HealthCommand.ready(managementPort()) ? 0 : 1);
            default -> {
                System.err.println(
                        "liftline: give no argument to serve, or one of migrate, migrate --dry-run, migrate --compact, key,"
                                + " restore, store check and health");
                System.exit(MISUSED);
            }
        }
    }

    private static void restore(String... options) {
        try {
            RestoreCommand.check(List.of(options));
        } catch (IllegalArgumentException e) {
            System.err.println("liftline: " + e.getMessage() + "; usage: " + RestoreCommand.USAGE);
            System.exit(MISUSED);
        }
        withoutService();
        Quarkus.run(Restore.class, options);
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

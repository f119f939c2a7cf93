package io.liftline.service;

import io.liftline.web.HttpServerProperties;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/// The program. `liftline` serves; `liftline migrate` brings the schema up to date and ends, with status 0
/// when it is and 1 when it cannot be; `liftline health` ends with 0 when the service beside it is ready.
@QuarkusMain
public final class Liftline {

    private static final int MISUSED = 2;

    Liftline() {}

    /// Starts what the arguments name.
    public static void main(String... arguments) {
        switch (String.join(" ", arguments)) {
            case "" -> {
                HttpServerProperties.set();
                Quarkus.run();
            }
            case "migrate" -> {
                withoutService();
                Quarkus.run(Migrate.class);
            }
            case "health" -> System.exit(HealthCommand.ready(managementPort()) ? 0 : 1);
            default -> {
                System.err.println("liftline: give no argument to serve, or one of migrate and health");
                System.exit(MISUSED);
            }
        }
    }

    private static int managementPort() {
        return Integer.parseInt(System.getenv().getOrDefault("LIFTLINE_MANAGEMENT_PORT", "9000"));
    }

    /// A migration answers nobody, so it may run beside a service that has the ports.
    private static void withoutService() {
        System.setProperty("liftline.startup.serve", "false");
        System.setProperty("quarkus.http.host-enabled", "false");
        System.setProperty("quarkus.management.host-enabled", "false");
    }
}

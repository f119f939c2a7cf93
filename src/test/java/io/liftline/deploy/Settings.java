package io.liftline.deploy;

import io.liftline.database.DatabaseConfig;
import io.liftline.database.Deadlines;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;

/// Reads settings from application.properties.
final class Settings {

    private Settings() {}

    /// How long the answer to a statement is waited for by default.
    static Duration longestAnswer() {
        return new Deadlines(new io.liftline.fixtures.Settings(Map.of()).of(DatabaseConfig.class)).answer();
    }

    /// The value of a setting. If an environment variable can override it, the default.
    static String ofProgram(String name) throws IOException {
        Properties properties = new Properties();
        try (InputStream file = Files.newInputStream(Path.of("src/main/resources/application.properties"))) {
            properties.load(file);
        }
        return properties.getProperty(name).replaceFirst("\\$\\{\\w+:(.*)}", "$1");
    }
}

package io.liftline.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/// Reads settings from application.properties.
final class Settings {

    private Settings() {}

    /// The value of a setting. If an environment variable can override it, the default.
    static String ofProgram(String name) throws IOException {
        Properties properties = new Properties();
        try (InputStream file = Files.newInputStream(Path.of("src/main/resources/application.properties"))) {
            properties.load(file);
        }
        return properties.getProperty(name).replaceFirst("\\$\\{\\w+:(.*)}", "$1");
    }
}

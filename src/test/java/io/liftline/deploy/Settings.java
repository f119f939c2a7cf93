package io.liftline.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/// What application.properties sets.
final class Settings {

    private Settings() {}

    /// A setting of the program, its default where an operator may set it.
    static String ofProgram(String name) throws IOException {
        Properties properties = new Properties();
        try (InputStream file = Files.newInputStream(Path.of("src/main/resources/application.properties"))) {
            properties.load(file);
        }
        return properties.getProperty(name).replaceFirst("\\$\\{\\w+:(.*)}", "$1");
    }
}

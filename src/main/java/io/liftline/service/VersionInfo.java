package io.liftline.service;

import io.quarkus.info.runtime.spi.InfoContributor;
import jakarta.inject.Singleton;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The member `build` of `/q/info`, with the version of the project.
@Singleton
class VersionInfo implements InfoContributor {

    private final String version;

    VersionInfo(@ConfigProperty(name = "quarkus.application.version") String version) {
        this.version = version;
    }

    @Override
    public String name() {
        return "build";
    }

    @Override
    public Map<String, Object> data() {
        return Map.of("version", version);
    }
}

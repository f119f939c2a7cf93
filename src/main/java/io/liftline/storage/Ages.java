package io.liftline.storage;

import io.liftline.schema.StorageConfig;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// The ages at which the archive of the configuration archives and drops chunks.
@Singleton
class Ages {

    private final StorageConfig config;
    private final boolean isOff;

    Ages(StorageConfig config, @ConfigProperty(name = "liftline.archive.store") Optional<String> store) {
        this.config = config;
        this.isOff = store.filter(kind -> !kind.equalsIgnoreCase("none")).isEmpty();
    }

    /// Whether nothing is archived or dropped, because no store is configured.
    boolean isOff() {
        return isOff;
    }

    /// `archive` or `off`.
    String retention() {
        return isOff ? "off" : "archive";
    }

    /// Age at which a chunk of the hypertable is archived, ISO 8601; null if none is.
    @Nullable
    String archiveAfter(String hypertable) {
        return isOff ? null : StoredDuration.text(of(hypertable).archiveAfter());
    }

    /// Age at which a verified chunk of the hypertable is dropped, ISO 8601; null if none is.
    @Nullable
    String dropAfter(String hypertable) {
        return isOff ? null : StoredDuration.text(of(hypertable).dropAfter());
    }

    private StorageConfig.Lifecycle of(String hypertable) {
        return hypertable.equals("esp_telemetry") ? config.telemetry() : config.diagnostics();
    }
}

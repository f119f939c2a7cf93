package io.liftline.service;

import io.liftline.archive.ArchiveConfig;
import io.liftline.schema.RollupSql;
import io.liftline.schema.StorageConfig;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Checks the configuration of the archive and of the ages of chunks.
@Singleton
class ArchiveSettingsCheck {

    private static final long LEAST_MEMORY = 64 * 1024 * 1024;

    private final ArchiveConfig archive;
    private final StorageConfig storage;

    ArchiveSettingsCheck(ArchiveConfig archive, StorageConfig storage) {
        this.archive = archive;
        this.storage = storage;
    }

    /// One line per error, with the key, its value, and the rule. Empty if the configuration is valid.
    List<String> faults() {
        List<String> faults = new ArrayList<>();
        unlessPositive(faults, "liftline.archive.interval", archive.interval());
        unlessPositive(faults, "liftline.archive.drill-every", archive.drillEvery());
        if (archive.keepRestored().isNegative()) {
            faults.add(
                    "liftline.archive.keep-restored is %s, it must not be negative".formatted(archive.keepRestored()));
        }
        if (archive.memory().asLongValue() < LEAST_MEMORY) {
            faults.add("liftline.archive.memory is %d bytes, it must be at least %d bytes"
                    .formatted(archive.memory().asLongValue(), LEAST_MEMORY));
        }
        ages(faults, "liftline.storage.telemetry", storage.telemetry());
        if (storage.telemetry().dropAfter().compareTo(RollupSql.LEAST_RETENTION) < 0) {
            faults.add(
                    "liftline.storage.telemetry keeps samples for %s, it must be at least %s, because the rollups of the time before are aggregated again"
                            .formatted(storage.telemetry().dropAfter(), RollupSql.LEAST_RETENTION));
        }
        ages(faults, "liftline.storage.diagnostics", storage.diagnostics());
        return faults;
    }

    private static void ages(List<String> faults, String prefix, StorageConfig.Lifecycle ages) {
        unlessPositive(faults, prefix + ".compress-after", ages.compressAfter());
        unlessPositive(faults, prefix + ".retain-for", ages.retainFor());
        ages.hotFor().ifPresent(hotFor -> {
            unlessPositive(faults, prefix + ".hot-for", hotFor);
            if (hotFor.compareTo(ages.retainFor()) > 0) {
                faults.add("%s.hot-for is %s, it must not be more than %s.retain-for, which is %s"
                        .formatted(prefix, hotFor, prefix, ages.retainFor()));
            }
        });
    }

    private static void unlessPositive(List<String> faults, String key, Duration value) {
        if (!value.isPositive()) {
            faults.add("%s is %s, it must be more than zero".formatted(key, value));
        }
    }
}

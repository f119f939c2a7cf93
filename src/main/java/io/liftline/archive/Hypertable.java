package io.liftline.archive;

import io.liftline.schema.StorageConfig;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The archived hypertables.
enum Hypertable {
    ESP_TELEMETRY("well_id, \"timestamp\""),
    /// Several results of a well may have the same time.
    DIAGNOSTIC_RESULTS("well_id, \"timestamp\", id");

    /// All of them.
    static final List<Hypertable> ALL = List.of(values());

    private final String order;

    Hypertable(String order) {
        this.order = order;
    }

    /// The hypertable with this name. Empty if there is none.
    static Optional<Hypertable> of(String table) {
        return Arrays.stream(values())
                .filter(each -> each.table().equals(table))
                .findFirst();
    }

    /// Its name, which is a valid identifier in SQL.
    String table() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The columns that order its rows in an object.
    String order() {
        return order;
    }

    /// Its configured ages.
    StorageConfig.Lifecycle lifecycle(StorageConfig config) {
        return switch (this) {
            case ESP_TELEMETRY -> config.telemetry();
            case DIAGNOSTIC_RESULTS -> config.diagnostics();
        };
    }
}

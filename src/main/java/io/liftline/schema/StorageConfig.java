package io.liftline.schema;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/// How long the rows of the hypertables stay, and in which form, under `liftline.storage`. Ages are counted
/// from the end of a chunk.
@ConfigMapping(prefix = "liftline.storage")
public interface StorageConfig {

    /// `esp_telemetry`, whose chunks cover a day.
    Telemetry telemetry();

    /// `diagnostic_results`, whose chunks cover seven days.
    Diagnostics diagnostics();

    /// The ages of the chunks of a hypertable.
    interface Lifecycle {

        /// Age at which a chunk is compressed, where the edition can, and archived.
        Duration compressAfter();

        /// Age at which a verified chunk is dropped, if that is to be before [#retainFor()].
        Optional<Duration> hotFor();

        /// Age at which a verified chunk is dropped.
        Duration retainFor();

        /// Age at which a verified chunk is dropped: [#hotFor()], or [#retainFor()] if that is not set.
        default Duration dropAfter() {
            return hotFor().orElse(retainFor());
        }

        /// Age at which a chunk is archived: [#compressAfter()], or earlier if it is dropped before.
        default Duration archiveAfter() {
            return dropAfter().compareTo(compressAfter()) < 0 ? dropAfter() : compressAfter();
        }
    }

    /// See [Lifecycle].
    interface Telemetry extends Lifecycle {

        /// Default 7 days.
        @Override
        @WithDefault("P7D")
        Duration compressAfter();

        /// Default not set.
        @Override
        Optional<Duration> hotFor();

        /// Default 30 days.
        @Override
        @WithDefault("P30D")
        Duration retainFor();
    }

    /// See [Lifecycle].
    interface Diagnostics extends Lifecycle {

        /// Default 14 days.
        @Override
        @WithDefault("P14D")
        Duration compressAfter();

        /// Default not set.
        @Override
        Optional<Duration> hotFor();

        /// Default 90 days.
        @Override
        @WithDefault("P90D")
        Duration retainFor();
    }
}

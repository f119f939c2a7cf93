package io.liftline.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.fixtures.Settings;
import io.liftline.schema.StorageConfig;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgesTest {

    @ParameterizedTest
    @CsvSource({
        "liftline.storage.telemetry.retain-for, P30D, esp_telemetry, P7D, P30D",
        "liftline.storage.telemetry.hot-for, P9D, esp_telemetry, P7D, P9D",
        "liftline.storage.telemetry.hot-for, P4D, esp_telemetry, P4D, P4D",
        "liftline.storage.telemetry.hot-for, P4D, diagnostic_results, P14D, P90D",
    })
    void withAStoreChunksAreArchivedAndDroppedByTheirAges(
            String setting, String value, String hypertable, String archiveAfter, String dropAfter) {
        Ages ages = new Ages(new Settings(Map.of(setting, value)).of(StorageConfig.class), Optional.of("directory"));

        assertThat(ages.retention()).isEqualTo("archive");
        assertThat(ages.isOff()).isFalse();
        assertThat(ages.archiveAfter(hypertable)).isEqualTo(archiveAfter);
        assertThat(ages.dropAfter(hypertable)).isEqualTo(dropAfter);
    }

    @Test
    void withoutAStoreNothingIsArchivedOrDropped() {
        StorageConfig config = new Settings(Map.of()).of(StorageConfig.class);
        for (Ages ages : new Ages[] {new Ages(config, Optional.empty()), new Ages(config, Optional.of("none"))}) {
            assertThat(ages.retention()).isEqualTo("off");
            assertThat(ages.isOff()).isTrue();
            assertThat(ages.archiveAfter("esp_telemetry")).isNull();
            assertThat(ages.dropAfter("esp_telemetry")).isNull();
        }
    }
}

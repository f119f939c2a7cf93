package io.liftline.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.archive.ArchiveConfig;
import io.liftline.fixtures.Settings;
import io.liftline.schema.StorageConfig;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchiveSettingsCheckTest {

    @Test
    void theDefaultsAndAHotTimeBelowRetentionHaveNoFault() {
        assertThat(faults(Map.of())).isEmpty();
        assertThat(faults(Map.of("liftline.storage.telemetry.hot-for", "P4D"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            liftline.archive.interval=PT0S                | liftline.archive.interval is PT0S, it must be more than zero
            liftline.archive.drill-every=PT0S             | liftline.archive.drill-every is PT0S, it must be more than zero
            liftline.archive.keep-restored=PT-1S          | liftline.archive.keep-restored is PT-1S, it must not be negative
            liftline.archive.memory=1M                    | liftline.archive.memory is 1048576 bytes, it must be at least 67108864 bytes
            liftline.storage.diagnostics.retain-for=PT0S  | liftline.storage.diagnostics.retain-for is PT0S, it must be more than zero
            liftline.storage.telemetry.hot-for=P3D        | liftline.storage.telemetry keeps samples for PT72H, it must be at least PT96H, because the rollups of the time before are aggregated again
            liftline.storage.telemetry.retain-for=P3D     | liftline.storage.telemetry keeps samples for PT72H, it must be at least PT96H, because the rollups of the time before are aggregated again
            liftline.storage.diagnostics.hot-for=P91D     | liftline.storage.diagnostics.hot-for is PT2184H, it must not be more than liftline.storage.diagnostics.retain-for, which is PT2160H
            """)
    void eachFaultIsNamedWithItsValueAndTheLimit(String setting, String fault) {
        String[] pair = setting.split("=");

        assertThat(faults(Map.of(pair[0], pair[1]))).containsExactly(fault);
    }

    private static List<String> faults(Map<String, String> values) {
        Settings settings = new Settings(values);
        return new ArchiveSettingsCheck(settings.of(ArchiveConfig.class), settings.of(StorageConfig.class)).faults();
    }
}

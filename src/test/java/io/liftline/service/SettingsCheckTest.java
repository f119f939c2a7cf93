package io.liftline.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.access.AccessConfig;
import io.liftline.access.LimitConfig;
import io.liftline.archive.store.AzureConfig;
import io.liftline.archive.store.ConfiguredStore;
import io.liftline.archive.store.S3Config;
import io.liftline.archive.store.StoreConfig;
import io.liftline.archive.store.TransferConfig;
import io.liftline.database.DatabaseConfig;
import io.liftline.database.ReplicaConfig;
import io.liftline.fixtures.Settings;
import io.liftline.ingest.IngestConfig;
import io.liftline.ingest.write.WriteConfig;
import io.liftline.query.export.ExportConfig;
import io.liftline.query.fleet.FleetConfig;
import io.liftline.query.live.LiveConfig;
import io.liftline.trace.TraceConfig;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@SuppressWarnings("NullAway.Init") // injected
class SettingsCheckTest {

    private static final int POOL_SIZE = 20;
    private static final int COPY_POOL_SIZE = 3;
    private static final int HTTP_BODY = 65 * 1024 * 1024;

    @Inject
    SettingsCheck ofTheService;

    @Test
    void theServicesOwnSettingsHaveNoFault() {
        assertThat(ofTheService.faults()).isEmpty();
        assertThat(check(Map.of()).faults()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            liftline.startup.first-retry=0S                | liftline.startup.first-retry is PT0S, it must be more than zero
            liftline.startup.longest-retry=100MS           | liftline.startup.longest-retry is PT0.1S, it must be at least liftline.startup.first-retry, which is PT0.25S
            liftline.database.statement-timeout=PT0.5S     | liftline.database.statement-timeout is PT0.5S, it must be between PT1S and PT1H
            liftline.access.refresh-lifetime=PT1M          | liftline.access.refresh-lifetime is PT1M, it must be at least liftline.access.token-lifetime, which is PT15M
            liftline.access.key-rotation=PT0S              | liftline.access.key-rotation is PT0S, it must be more than zero
            liftline.access.outside.issuer=http://id.example | liftline.access.outside.issuer is http://id.example, it must be an https URL
            liftline.access.outside.issuer=id              | liftline.access.outside.issuer is id, it must be an https URL
            liftline.access.token-lifetime=PT0S            | liftline.access.token-lifetime is PT0S, it must be more than zero
            liftline.access.key-reload=PT-1S               | liftline.access.key-reload is PT-1S, it must be more than zero
            liftline.access.failed-logins=0                | liftline.access.failed-logins is 0, it must be at least 1
            liftline.limits.address=-1                     | liftline.limits.address is -1, it must be between 0, which is no limit, and 1000000
            liftline.limits.ingest=2000000000              | liftline.limits.ingest is 2000000000, it must be between 0, which is no limit, and 1000000
            liftline.limits.burst=PT0S                     | liftline.limits.burst is PT0S, it must be between PT1S and PT1H
            liftline.ingest.deadline=PT0S                  | liftline.ingest.deadline is PT0S, it must be more than zero
            liftline.ingest.upload-deadline=PT0S           | liftline.ingest.upload-deadline is PT0S, it must be more than zero
            liftline.ingest.max-samples=0,liftline.ingest.large-rows=0 | liftline.ingest.max-samples is 0, it must be at least 1; liftline.ingest.large-rows is 0, it must be at least 1
            liftline.ingest.max-body-size=66M              | quarkus.http.limits.max-body-size is 68157440 bytes, it must be at least liftline.ingest.max-body-size, which is 69206016 bytes
            liftline.fleet.silent-after=PT0S               | liftline.fleet.silent-after is PT0S, it must be more than zero
            liftline.fleet.no-data-after=PT1M              | liftline.fleet.no-data-after is PT1M, it must be at least liftline.fleet.silent-after, which is PT10M
            liftline.query.datasource.url=postgresql://me:secret@standby/liftline | liftline.query.datasource.url is postgresql://…@standby/liftline, it must be postgresql://host:port/database, without credentials
            liftline.query.datasource.pool-size=0          | liftline.query.datasource.pool-size is 0, it must be at least 1
            liftline.query.datasource.max-lag=PT0S         | liftline.query.datasource.max-lag is PT0S, it must be more than zero
            liftline.query.datasource.max-lag=PT2M         | liftline.query.datasource.max-lag is PT2M, it must be at most PT1M
            liftline.export.max-at-once=0                  | liftline.export.max-at-once is 0, it must be at least 1
            liftline.traces.endpoint=collector:4318        | liftline.traces.endpoint is collector:4318, it must be like http://collector:4318
            liftline.traces.ratio=1.5                      | liftline.traces.ratio is 1.5, it must be between 0 and 1
            liftline.traces.queue=0                        | liftline.traces.queue is 0, it must be between 1 and 100000
            liftline.traces.every=PT0S                     | liftline.traces.every is PT0S, it must be more than zero
            liftline.traces.attributes=north               | liftline.traces.attributes has 'north', it must be like name=value
            liftline.traces.headers=secret                 | liftline.traces.headers has a part that is not like name=value
            liftline.live.max-streams=0                    | liftline.live.max-streams is 0, it must be at least 1
            liftline.ingest.writers=0                      | liftline.ingest.writers is 0, it must be at least 1
            liftline.ingest.writers=3                      | liftline.ingest.writers is 3, so quarkus.datasource.copy.jdbc.max-size must be at least 4 (one for large requests), and is 3
            liftline.ingest.max-commit-rows=0              | liftline.ingest.max-commit-rows is 0, it must be at least 1
            liftline.ingest.large-rows=100001              | liftline.ingest.large-rows is 100001, it must not be more than liftline.ingest.max-samples, which is 100000
            """)
    void eachFaultIsNamedWithItsValueAndTheLimit(String settings, String faults) {
        Map<String, String> values = Stream.of(settings.split(","))
                .map(setting -> setting.split("="))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));

        assertThat(check(values).faults()).containsExactly(faults.split("; "));
    }

    @Test
    void aPoolWithoutAConnectionIsAFault() {
        assertThat(check(Map.of(), 0).faults()).isEqualTo(List.of("LIFTLINE_DB_POOL_SIZE is 0, it must be at least 1"));
    }

    private static SettingsCheck check(Map<String, String> values) {
        return check(values, POOL_SIZE);
    }

    private static SettingsCheck check(Map<String, String> values, int poolSize) {
        Settings settings = new Settings(values);
        return new SettingsCheck(
                settings.of(StartupConfig.class),
                settings.of(DatabaseConfig.class),
                settings.of(ReplicaConfig.class),
                settings.of(AccessConfig.class),
                settings.of(LimitConfig.class),
                settings.of(IngestConfig.class),
                settings.of(WriteConfig.class),
                settings.of(ExportConfig.class),
                settings.of(FleetConfig.class),
                settings.of(LiveConfig.class),
                settings.of(TraceConfig.class),
                new ConfiguredStore(
                        settings.of(StoreConfig.class),
                        settings.of(AzureConfig.class),
                        settings.of(S3Config.class),
                        settings.of(TransferConfig.class)),
                new SettingsCheck.Platform(poolSize, COPY_POOL_SIZE, new MemorySize(BigInteger.valueOf(HTTP_BODY))));
    }
}

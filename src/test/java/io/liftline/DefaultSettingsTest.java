package io.liftline;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.liftline.fixtures.Settings;
import io.liftline.ingest.IngestConfig;
import io.liftline.ingest.write.WriteConfig;
import io.smallrye.config.ConfigMapping;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Pins the default of every configuration key. docs/configuration.md and the docs of the keys also contain
/// them.
class DefaultSettingsTest {

    private static final Map<String, Map<String, String>> DEFAULTS = Map.ofEntries(
            Map.entry(
                    "access.AccessConfig",
                    Map.ofEntries(
                            Map.entry("issuer", "liftline"),
                            Map.entry("audience", "liftline"),
                            Map.entry("tokenLifetime", "PT15M"),
                            Map.entry("refreshLifetime", "PT720H"),
                            Map.entry("keyFile", ""),
                            Map.entry("keyEncryption.key", ""),
                            Map.entry("keyEncryption.formerKey", ""),
                            Map.entry("keyRotation", "PT2160H"),
                            Map.entry("keyReload", "PT30S"),
                            Map.entry("bcryptCost", "12"),
                            Map.entry("failedLogins", "10"),
                            Map.entry("clientCertificates", "false"),
                            Map.entry("adminPassword", ""),
                            Map.entry("auditRetention", "PT9600H"),
                            Map.entry("outside.issuer", ""),
                            Map.entry("outside.jwksUrl", ""),
                            Map.entry("outside.audience", "liftline"),
                            Map.entry("outside.usernameClaim", "sub"),
                            Map.entry("outside.groupsClaim", "groups"),
                            Map.entry("outside.roles", ""),
                            Map.entry("outside.wellsClaim", "wells"),
                            Map.entry("outside.defaultWells", ""))),
            Map.entry(
                    "access.LimitConfig",
                    Map.of(
                            "address", "100",
                            "ingest", "5000",
                            "viewer", "200",
                            "writer", "100",
                            "operator", "500",
                            "admin", "500",
                            "burst", "PT10S")),
            Map.entry(
                    "archive.store.AzureConfig",
                    Map.ofEntries(
                            Map.entry("account", ""),
                            Map.entry("endpoint", ""),
                            Map.entry("container", ""),
                            Map.entry("sharedKey", ""),
                            Map.entry("sharedKeyFile", ""),
                            Map.entry("sas", ""),
                            Map.entry("sasFile", ""),
                            Map.entry("managedIdentity", "false"),
                            Map.entry("clientId", ""),
                            Map.entry("caFile", ""),
                            Map.entry("allowPlainHttp", "false"))),
            Map.entry(
                    "archive.store.S3Config",
                    Map.of(
                            "endpoint", "",
                            "region", "us-east-1",
                            "bucket", "",
                            "pathStyle", "false",
                            "accessKey", "",
                            "accessKeyFile", "",
                            "secretKey", "",
                            "secretKeyFile", "",
                            "caFile", "",
                            "allowPlainHttp", "false")),
            Map.entry(
                    "archive.store.TransferConfig",
                    Map.of(
                            "connectTimeout",
                            "PT10S",
                            "requestTimeout",
                            "PT1M",
                            "objectTimeout",
                            "PT1H",
                            "attempts",
                            "4",
                            "maxBytesPerSecond",
                            "")),
            Map.entry(
                    "database.ReplicaConfig",
                    Map.of("url", "", "username", "", "password", "", "poolSize", "20", "maxLag", "PT10S")),
            Map.entry("database.DatabaseConfig", Map.of("statementTimeout", "PT30S")),
            Map.entry(
                    "archive.ArchiveConfig",
                    Map.of(
                            "interval", "PT10M",
                            "drillEvery", "PT168H",
                            "keepRestored", "PT168H",
                            "workDirectory", "",
                            "memory", "134217728 bytes",
                            "readMemory", "67108864 bytes",
                            "cacheSize", "1073741824 bytes")),
            Map.entry("archive.store.StoreConfig", Map.of("store", "NONE", "directory", "")),
            Map.entry(
                    "schema.StorageConfig",
                    Map.of(
                            "telemetry.compressAfter", "PT168H",
                            "telemetry.hotFor", "",
                            "telemetry.retainFor", "PT720H",
                            "diagnostics.compressAfter", "PT336H",
                            "diagnostics.hotFor", "",
                            "diagnostics.retainFor", "PT2160H")),
            Map.entry(
                    "query.export.ExportConfig",
                    Map.of(
                            "directory", "",
                            "maxAtOnce", "4",
                            "maxBytes", "2147483648 bytes",
                            "memory", "67108864 bytes",
                            "sendingDeadline", "PT30M")),
            Map.entry(
                    "query.fleet.FleetConfig",
                    Map.of(
                            "silentAfter", "PT10M",
                            "noDataAfter", "PT24H",
                            "alarmSeverity", "HIGH",
                            "warningSeverity", "LOW")),
            Map.entry(
                    "query.live.LiveConfig",
                    Map.of(
                            "maxStreams", "500",
                            "maxStreamsPerCaller", "20",
                            "heartbeat", "PT15S",
                            "verifyEvery", "PT5S",
                            "lookBack", "PT5M",
                            "patience", "PT10S")),
            Map.entry(
                    "query.QuestionConfig",
                    Map.of("maxScannedSamples", "20000000", "archiveReads", "2", "silentAfter", "PT15M")),
            Map.entry(
                    "trace.TraceConfig",
                    Map.of(
                            "endpoint", "",
                            "headers", "",
                            "attributes", "",
                            "ratio", "1.0",
                            "queue", "2048",
                            "every", "PT5S",
                            "timeout", "PT5S")),
            Map.entry(
                    "web.HttpConfig",
                    Map.of(
                            "memoryBudget", "",
                            "bodyDeadline", "PT10S",
                            "headDeadline", "PT10S",
                            "writeDeadline", "PT30S",
                            "maxConnections", "2000")),
            Map.entry("rollup.RollupConfig", Map.of("interval", "PT20S", "statementTimeout", "PT10M")),
            Map.entry(
                    "rules.RulesConfig",
                    Map.of("enabled", "true", "interval", "PT20S", "settle", "PT30S", "lookBack", "PT24H")),
            Map.entry("well.WellConfig", Map.of("defaultLimits", "")),
            Map.entry("demo.DemoConfig", Map.of("enabled", "false")),
            Map.entry(
                    "ingest.IngestConfig",
                    Map.of(
                            "maxBodySize", "67108864 bytes",
                            "maxSamples", "100000",
                            "futureAllowance", "PT5M",
                            "deadline", "PT30S",
                            "uploadDeadline", "PT1M",
                            "lineProtocol.wellTag", "well_id",
                            "lineProtocol.fields", "")),
            Map.entry(
                    "ingest.write.WriteConfig",
                    Map.of(
                            "deadline", "PT30S",
                            "writers", "2",
                            "maxCommitRows", "10000",
                            "parallelCommitRows", "1000",
                            "linger", "PT0.02S",
                            "largeRows", "10000",
                            "newWellsPerHour", "20000",
                            "newChunksPerRequest", "100",
                            "newChunksPerHour", "1000")),
            Map.entry("schema.ReaderConfig", Map.of("password", "")),
            Map.entry("schema.TakeoverConfig", Map.of("zone", "", "convert", "")),
            Map.entry(
                    "service.StartupConfig",
                    Map.of("serve", "true", "migrate", "true", "firstRetry", "PT0.25S", "longestRetry", "PT5S")));

    static Stream<String> mappings() {
        return DEFAULTS.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("mappings")
    void isWhatTheDocsSay(String mapping) throws ClassNotFoundException {
        assertThat(Settings.defaults(Class.forName("io.liftline." + mapping)))
                .containsExactlyInAnyOrderEntriesOf(DEFAULTS.get(mapping));
    }

    @Test
    void noMappingIsLeftOut() {
        assertThat(new ClassFileImporter()
                                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                                .importPackages("io.liftline")
                                .stream()
                                .filter(type -> type.isAnnotatedWith(ConfigMapping.class))
                                .map(JavaClass::getName)
                                .collect(Collectors.toSet()))
                .isEqualTo(mappings().map(name -> "io.liftline." + name).collect(Collectors.toSet()));
    }

    @Test
    void aWriteMayTakeAsLongAsAStatementUnlessToldOtherwise() {
        Settings shorter = new Settings(Map.of("liftline.database.statement-timeout", "PT7S"));

        assertThat(shorter.of(IngestConfig.class).deadline()).hasSeconds(7);
        assertThat(shorter.of(WriteConfig.class).deadline()).hasSeconds(7);
    }
}

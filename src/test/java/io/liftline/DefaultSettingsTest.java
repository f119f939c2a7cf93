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

/// Pins the default of every configuration key. README and the docs of the keys also contain them.
class DefaultSettingsTest {

    private static final Map<String, Map<String, String>> DEFAULTS = Map.of(
            "access.AccessConfig",
            Map.of(
                    "issuer", "liftline",
                    "audience", "liftline",
                    "tokenLifetime", "PT15M",
                    "keyFile", "",
                    "keyReload", "PT30S",
                    "bcryptCost", "12",
                    "failedLogins", "10",
                    "adminPassword", ""),
            "database.DatabaseConfig",
            Map.of("statementTimeout", "PT30S"),
            "demo.DemoConfig",
            Map.of("enabled", "false"),
            "ingest.IngestConfig",
            Map.of(
                    "maxBodySize", "67108864 bytes",
                    "maxSamples", "100000",
                    "futureAllowance", "PT5M",
                    "deadline", "PT30S",
                    "uploadDeadline", "PT1M",
                    "lineProtocol.wellTag", "well_id",
                    "lineProtocol.fields", ""),
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
                    "newChunksPerHour", "1000"),
            "query.QuestionConfig",
            Map.of("maxScannedSamples", "20000000"),
            "web.HttpConfig",
            Map.of(
                    "memoryBudget", "",
                    "bodyDeadline", "PT10S",
                    "headDeadline", "PT10S",
                    "writeDeadline", "PT30S",
                    "maxConnections", "2000"),
            "schema.TakeoverConfig",
            Map.of("zone", "", "convert", ""),
            "service.StartupConfig",
            Map.of("serve", "true", "migrate", "true", "firstRetry", "PT0.25S", "longestRetry", "PT5S"));

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

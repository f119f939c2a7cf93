package io.liftline.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.flywaydb.core.api.MigrationVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseConditionTest {

    private static final MigrationVersion EXPECTED = MigrationVersion.fromVersion("9");

    /// 10 comes after 9, though not in the alphabet.
    @ParameterizedTest
    @ValueSource(strings = {"9", "9.0", "9.1", "10", "999"})
    void theExpectedSchemaAndEveryNewerOneWillDo(String version) {
        assertThat(condition(false, version, true).fault(EXPECTED)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "8", "8.9"})
    void anOlderSchemaWillNotDo(String version) {
        assertThat(condition(false, version, true).fault(EXPECTED))
                .contains("the schema is at version %s, 9 is needed".formatted(version));
    }

    @Test
    void neitherWillAReadOnlyDatabaseOrMissingRights() {
        assertThat(condition(true, "9", true).fault(EXPECTED)).contains("the database is read-only");
        assertThat(condition(false, "9", false).fault(EXPECTED))
                .contains("the service's role may not read and write the tables");
    }

    private static DatabaseCondition condition(boolean readOnly, String version, boolean writable) {
        return new DatabaseCondition(readOnly, MigrationVersion.fromVersion(version), writable);
    }
}

package io.liftline.schema;

import static org.assertj.core.api.Assertions.assertThat;

import org.flywaydb.core.api.MigrationVersion;
import org.junit.jupiter.api.Test;

class DatabaseConditionTest {

    private static final MigrationVersion EXPECTED = MigrationVersion.fromVersion("35");

    @Test
    void anOlderSchemaIsAFault() {
        assertThat(condition("21").fault(EXPECTED)).hasValue("the schema is at version 21, 35 is needed");
        assertThat(condition("9").fault(EXPECTED)).hasValue("the schema is at version 9, 35 is needed");
    }

    @Test
    void theSchemaOfALaterReplicaIsNone() {
        assertThat(condition("35").fault(EXPECTED)).isEmpty();
        assertThat(condition("35.1").fault(EXPECTED)).isEmpty();
        assertThat(condition("100").fault(EXPECTED)).isEmpty();
    }

    @Test
    void aDatabaseThatTakesNoWritesOrARoleWithoutRightsIsAFault() {
        MigrationVersion version = MigrationVersion.fromVersion("35");

        assertThat(new DatabaseCondition(true, version, true).fault(EXPECTED)).hasValue("the database is read-only");
        assertThat(new DatabaseCondition(false, version, false).fault(EXPECTED))
                .hasValue("the service's role lacks the right to read and write the tables, or to make temporary ones");
    }

    private static DatabaseCondition condition(String version) {
        return new DatabaseCondition(false, MigrationVersion.fromVersion(version), true);
    }
}

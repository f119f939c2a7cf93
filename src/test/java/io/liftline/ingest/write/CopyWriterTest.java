package io.liftline.ingest.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.liftline.ingest.StoredRows;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CopyWriterTest {

    @Inject
    @DataSource("copy")
    AgroalDataSource copy;

    @Inject
    WriteConfig config;

    @Inject
    @ConfigProperty(name = "quarkus.datasource.username")
    String serviceRole;

    @Inject
    @ConfigProperty(name = "quarkus.datasource.copy.jdbc.max-size")
    int connections;

    @Test
    void itIsTheServicesOwnRoleWithADeadline() throws Exception {
        StoredRows lane = new StoredRows(copy);

        assertThat(lane.text("SELECT current_user")).isEqualTo(serviceRole);
        assertThat(lane.text("SHOW statement_timeout")).isEqualTo("30s");
        assertThat(lane.text("SHOW application_name")).isEqualTo("liftline-copy");
    }

    @Test
    void everyWriterHasAConnectionAndSoHasTheBackground() {
        assertThat(connections).isEqualTo(config.writers() + 5);
    }
}

package io.liftline.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.fixtures.TestDatabase;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

/// On Debian's version of the apache edition the function is open, on that of the community edition it is not.
@QuarkusTest
class OpenFunctionsTest {

    @Inject
    OpenFunctions functions;

    @Test
    void theWarningIsThereWhereAChunkCanBeDroppedAndOnlyThere() throws SQLException {
        boolean open = dropsAChunk();

        assertThat(warnings())
                .hasSize(open ? 1 : 0)
                .allSatisfy(line -> assertThat(line)
                        .startsWith("Every role of the database may drop chunks, without the archive: timescaledb=2.")
                        .endsWith(
                                "or as a superuser run REVOKE EXECUTE ON FUNCTION _timescaledb_functions.drop_chunk(regclass)"
                                        + " FROM PUBLIC\""));
    }

    private List<String> warnings() {
        try (LoggedLines logged = LoggedLines.of(OpenFunctions.class.getName())) {
            functions.look().await().indefinitely();
            return logged.lines();
        }
    }

    /// As the service's role, which may not.
    private static boolean dropsAChunk() throws SQLException {
        try (MigratedDatabase migrated = MigratedDatabase.create()) {
            TestDatabase database = migrated.database();
            database.run("INSERT INTO esp_telemetry (well_id, timestamp) VALUES ('W', '2026-10-20 06:00+00')");
            String chunk = database.row("SELECT show_chunks('esp_telemetry')");
            try (Connection service = migrated.asService().getConnection();
                    Statement statement = service.createStatement();
                    ResultSet row =
                            statement.executeQuery("SELECT _timescaledb_functions.drop_chunk('%s')".formatted(chunk))) {
                return row.next() && database.count("esp_telemetry") == 0;
            } catch (SQLException e) {
                assertThat(e.getSQLState()).isEqualTo("42501");
                return false;
            }
        }
    }
}

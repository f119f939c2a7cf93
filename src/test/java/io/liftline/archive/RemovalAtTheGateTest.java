package io.liftline.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Besides the drop of verified chunks, the service's role can remove rows in one way: those of a well, within limits,
/// and of
/// days that the archive does not have.
class RemovalAtTheGateTest extends ArchiveOfItsOwn {

    /// One day is verified and not dropped, and one is not archived.
    @BeforeEach
    void storeWells() throws Exception {
        archive.samples(TestArchive.RECENT_DAY, 2, 10);
        archive.pass();
        archive.samples("2026-11-29", 3, 10);
        archive.database().run("SELECT liftline_register_wells('-infinity')");
    }

    @Test
    void aWellOfWhichTheArchiveHasRowsStays() throws Exception {
        assertThat(removed("WELL-1")).isEqualTo("archived");
        assertThat(archive.database().count("esp_telemetry")).isEqualTo(50);
    }

    @Test
    void aWellOfDaysThatAreNotArchivedIsRemovedAndThatIsRecorded() throws Exception {
        assertThat(removed("WELL-3")).isEqualTo("removed");

        assertThat(archive.database()
                        .rows("SELECT well_id, count(*) FROM esp_telemetry GROUP BY well_id ORDER BY well_id"))
                .containsExactly("WELL-1|20", "WELL-2|20");
        assertThat(archive.database().row("SELECT well_id, removed_by, samples, findings FROM removed_well"))
                .isEqualTo("WELL-3|ann|10|0");
    }

    @Test
    void noMoreThanAThousandWellsOrAMillionRowsAreRemovedInAnHour() throws Exception {
        archive.database()
                .run("INSERT INTO removed_well (well_id, removed_by, samples, findings)"
                        + " SELECT 'W', 'ann', 0, 0 FROM generate_series(1, 999)");
        archive.database()
                .run("INSERT INTO esp_telemetry (well_id, timestamp) VALUES ('WELL-5', '2026-11-29 06:00+00')");
        archive.database().run("SELECT liftline_register_wells('-infinity')");
        assertThat(removed("WELL-5")).isEqualTo("removed");
        assertThat(removed("WELL-3")).as("the 1,001st").isEqualTo("too_many");

        archive.database().run("UPDATE removed_well SET removed_at = removed_at - INTERVAL '61 minutes'");
        archive.database()
                .run(
                        "INSERT INTO removed_well (well_id, removed_by, samples, findings) VALUES ('W', 'ann', 999991, 0)");
        assertThat(removed("WELL-3")).as("10 rows more than 1,000,000").isEqualTo("too_many");

        archive.database().run("UPDATE removed_well SET samples = 999990 WHERE samples = 999991");
        assertThat(removed("WELL-3")).isEqualTo("removed");
    }

    @Test
    void theRoleCannotForgetWhatItHasRemoved() {
        for (String statement : List.of(
                "DELETE FROM removed_well",
                "UPDATE removed_well SET removed_at = '2000-01-01'",
                "TRUNCATE removed_well",
                "CREATE OR REPLACE FUNCTION liftline_remove_rows_of_well(wanted text, actor text, dry_run boolean) RETURNS jsonb"
                        + " LANGUAGE sql AS 'SELECT NULL::jsonb'")) {
            assertThatThrownBy(() -> archive.asService(statement))
                    .as(statement)
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
        }
    }

    private String removed(String well) throws SQLException {
        try (Connection connection = archive.connect();
                PreparedStatement statement = connection.prepareStatement(
                        "SELECT liftline_remove_rows_of_well(?, 'ann', false) ->> 'outcome' AS outcome")) {
            statement.setString(1, well);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return String.valueOf(row.getString("outcome"));
            }
        }
    }
}

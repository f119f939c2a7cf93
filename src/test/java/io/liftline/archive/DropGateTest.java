package io.liftline.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The service's role cannot remove a row of the hypertables, unless its chunk was verified, or a well is removed,
/// within
/// limits ([RemovalAtTheGateTest]).
class DropGateTest {

    private static final String INSUFFICIENT_PRIVILEGE = "42501";
    private static final String CHECK_VIOLATION = "23514";

    @TempDir
    private Path directory;

    @AutoClose
    private TestArchive archive;

    @BeforeEach
    void create() throws Exception {
        archive = TestArchive.in(directory);
        archive.samples(TestArchive.RECENT_DAY, 2, 10);
        archive.samples("2026-11-29", 2, 10);
        archive.pass();
    }

    /// Corrections of samples are updates. An object never changes.
    @Test
    void valuesThatTheServiceChangesAreFoundAndArchivedBesideTheFirstObject() throws Exception {
        String chunk = archive.database().row("SELECT chunk FROM chunk_archive");
        List<String> objects = archive.objects();
        byte[] first = bytes(objects.getLast());
        asService("UPDATE esp_telemetry SET pip = NULL WHERE \"timestamp\" < '2026-11-16'");

        assertThat(dropped(chunk, 1)).isEqualTo("changed");
        assertThat(archive.database().count("esp_telemetry")).isEqualTo(40);
        assertThat(bytes(objects.getLast())).isEqualTo(first);
        assertThat(archive.objects()).isEqualTo(objects);
    }

    /// The database cannot read the store: whoever has the role's password, and knows the gate, can say that he did.
    @Test
    void theGateBelievesTheServiceThatItHasReadTheObject() throws Exception {
        asService("INSERT INTO chunk_archive (hypertable, chunk, version, range_start, range_end)"
                + " VALUES ('esp_telemetry', 'forged', 1, '2026-11-29 00:00+00', '2026-11-30 00:00+00')");
        asService("""
                UPDATE chunk_archive
                SET state = 'exported', rows = 20, object = 'none', bytes = 1, sha256 = repeat('0', 64), exported_at = now(),
                    contents = jsonb_build_object('figures', liftline_figures('esp_telemetry', range_start, range_end))
                WHERE chunk = 'forged'
                """);
        asService("UPDATE chunk_archive SET state = 'stored', stored_at = now() WHERE chunk = 'forged'");
        asService("UPDATE chunk_archive SET state = 'verified', verified_at = now() WHERE chunk = 'forged'");

        assertThat(dropped("forged", 1)).isEqualTo("dropped");
        assertThat(archive.database()
                        .row("SELECT count(*) FROM chunk_archive WHERE chunk = 'forged' AND dropped_at IS NOT NULL"))
                .as("it is in the catalogue, which the role cannot delete from")
                .isEqualTo("1");
    }

    @Test
    void aChunkThatTheRollupsDoNotHaveIsNotDropped(@TempDir Path other) throws Exception {
        try (TestArchive beside = TestArchive.withRollups(other)) {
            beside.samples(TestArchive.OLD_DAY, 2, 10);

            beside.pass();
            beside.pass();
            assertThat(beside.catalogue()).containsExactly("esp_telemetry|1|verified|20");
            assertThat(beside.database().count("esp_telemetry")).isEqualTo(20);

            beside.completeRollups();
            beside.pass();
            assertThat(beside.catalogue()).containsExactly("esp_telemetry|1|dropped|20");
            assertThat(beside.database().count("esp_telemetry")).isZero();
        }
    }

    @Test
    void theCatalogueCannotBeMadeToSayWhatWasNotVerified() throws Exception {
        for (String statement : List.of(
                "INSERT INTO chunk_archive SELECT hypertable, 'forged', 9, range_start, range_end, 'verified', rows, contents, object,"
                        + " bytes, sha256, due_at, exported_at, stored_at, verified_at FROM chunk_archive",
                "UPDATE chunk_archive SET contents = '{}'",
                "UPDATE chunk_archive SET range_end = range_end + interval '1 day'",
                "UPDATE chunk_archive SET state = 'due'")) {
            assertThatThrownBy(() -> asService(statement))
                    .as(statement)
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(CHECK_VIOLATION));
        }
    }

    @Test
    void aDroppedVersionTakesRemarksOnly() throws Exception {
        assertThat(dropped(archive.database().row("SELECT chunk FROM chunk_archive"), 1))
                .isEqualTo("dropped");

        asService("UPDATE chunk_archive SET error = 'not in the store', error_at = now(), keep_until = now()");

        assertThat(archive.database().row("SELECT state, error FROM chunk_archive"))
                .isEqualTo("dropped|not in the store");
        for (String column : List.of("dropped_at", "stored_at", "due_at")) {
            assertThatThrownBy(() -> asService("UPDATE chunk_archive SET %s = '2000-01-01'".formatted(column)))
                    .as(column)
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(INSUFFICIENT_PRIVILEGE));
        }
    }

    @Test
    void theFunctionDropsNothingThatIsNotVerified() throws Exception {
        asService("INSERT INTO chunk_archive (hypertable, chunk, version, range_start, range_end)"
                + " VALUES ('esp_telemetry', 'due', 1, '2026-11-29 00:00+00', '2026-11-30 00:00+00')");

        assertThat(dropped("due", 1)).isEqualTo("not_verified");
        assertThat(dropped("unknown", 1)).isEqualTo("not_verified");
        assertThat(archive.database().count("esp_telemetry")).isEqualTo(40);
    }

    @Test
    void theFunctionCountsForItself() throws Exception {
        String chunk = archive.database().row("SELECT chunk FROM chunk_archive");
        archive.database().run("UPDATE esp_telemetry SET motor_temp = '-0' WHERE motor_temp = 0");

        assertThat(dropped(chunk, 1)).as("0 has become -0 in some rows").isEqualTo("changed");

        archive.database().run("UPDATE esp_telemetry SET motor_temp = 0 WHERE motor_temp = 0");
        assertThat(dropped(chunk, 1)).isEqualTo("dropped");
        assertThat(archive.database().row("SELECT count(*), min(timestamp) FROM esp_telemetry"))
                .as("exactly that range")
                .isEqualTo("20|2026-11-29 06:00:00+00");
        assertThat(dropped(chunk, 1)).isEqualTo("not_verified");
    }

    /// The bits of most numbers are computed. The steps at the powers of two are where that could go wrong.
    @Test
    void theBitsOfEachNumberAreThoseOfItsBytes() throws Exception {
        assertThat(archive.database().row("""
                        WITH numbers (n) AS (
                            SELECT sign * power(2::float8, e) * fraction
                            FROM generate_series(-60, 60) AS e,
                                 unnest(ARRAY[1, -1]) AS sign,
                                 unnest(ARRAY[1, 1.0000000000000002, 1.1, 1.5, 1.9999999999999998]::float8[]) AS fraction
                            UNION ALL
                            SELECT random() * power(10, n % 8) FROM generate_series(1, 10000) AS n
                            UNION ALL
                            SELECT unnest('{0, -0, 5e-324, -5e-324, 1.7976931348623157e308, NaN, Infinity, -Infinity, NULL}'::float8[])
                        )
                        SELECT count(*), count(*) FILTER (WHERE liftline_bits(n) IS DISTINCT FROM liftline_bits(float8send(n)))
                        FROM numbers
                        """)).isEqualTo("11219|0");
    }

    @Test
    void aChunkThatIsToBeKeptIsNotDropped() throws Exception {
        String chunk = archive.database().row("SELECT chunk FROM chunk_archive");
        asService("UPDATE chunk_archive SET keep_until = now() + interval '1 hour'");

        assertThat(dropped(chunk, 1)).isEqualTo("kept");
    }

    @Test
    void theFunctionDoesNotWaitForLongAndFailsBehindAReader() throws Exception {
        String chunk = archive.database().row("SELECT chunk FROM chunk_archive");
        try (Connection reader = archive.database().connect();
                Statement statement = reader.createStatement()) {
            reader.setAutoCommit(false);
            statement.execute("SELECT count(*) FROM esp_telemetry");

            assertThatThrownBy(() -> dropped(chunk, 1))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("55P03"));
        }
        assertThat(archive.database().count("esp_telemetry")).isEqualTo(40);
    }

    private byte[] bytes(String object) throws IOException {
        return Files.readAllBytes(archive.storeDirectory().resolve(object));
    }

    private String dropped(String chunk, int version) throws SQLException {
        return asService("SELECT liftline_drop_chunk('esp_telemetry', '%s', %d)".formatted(chunk, version));
    }

    private String asService(String sql) throws SQLException {
        try (Connection connection = archive.connect();
                Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return "";
            }
            statement.getResultSet().next();
            return String.valueOf(statement.getResultSet().getString(1));
        }
    }
}

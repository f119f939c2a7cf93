package io.liftline.archive;

import io.liftline.archive.parquet.ParquetFiles;
import io.liftline.archive.restore.RestoreTarget;
import io.liftline.archive.store.DirectoryStore;
import io.liftline.archive.store.ObjectStore;
import io.liftline.fixtures.Await;
import io.liftline.fixtures.Settings;
import io.liftline.fixtures.TestDatabase;
import io.liftline.parquet.DuckDb;
import io.liftline.schema.MigratedDatabase;
import io.liftline.schema.StorageConfig;
import io.liftline.telemetry.TimeRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/// An archive on a database and a directory store of its own. Its clock stands at 2026-11-30T12:00:00Z; the
/// hypertables have the default ages.
final class TestArchive implements AutoCloseable {

    static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

    /// A day whose chunk is old enough to be dropped.
    static final String OLD_DAY = "2026-10-20";

    /// A day whose chunk is old enough to be archived, and not to be dropped.
    static final String RECENT_DAY = "2026-11-15";

    private static final long MEMORY = 128_000_000;

    private final MigratedDatabase migrated;
    private final Path directory;

    private TestArchive(MigratedDatabase migrated, Path directory) {
        this.migrated = migrated;
        this.directory = directory;
    }

    /// An archive that need not wait for the rollups, because there are none.
    static TestArchive in(Path directory) throws SQLException, IOException {
        TestArchive archive = withRollups(directory);
        archive.dropRollups();
        return archive;
    }

    /// An archive beside rollups, which nobody completes.
    static TestArchive withRollups(Path directory) throws SQLException, IOException {
        Files.createDirectories(directory.resolve("store"));
        Files.createDirectories(directory.resolve("work"));
        return new TestArchive(MigratedDatabase.create(), directory);
    }

    /// They belong to the service's role, and are views in the community edition.
    private void dropRollups() throws SQLException {
        boolean views = database()
                .row("SELECT relkind = 'v' FROM pg_class WHERE oid = to_regclass('esp_telemetry_1h')")
                .equals("t");
        Await.until("no policy refreshes the rollups while they are dropped", () -> {
            try (Connection connection = connect();
                    Statement statement = connection.createStatement()) {
                for (String name : List.of("esp_telemetry_1d", "esp_telemetry_1h")) {
                    statement.execute(
                            "DROP %s IF EXISTS %s CASCADE".formatted(views ? "MATERIALIZED VIEW" : "TABLE", name));
                }
                return true;
            } catch (SQLException _) {
                return false;
            }
        });
    }

    /// Stores five samples of [#OLD_DAY] with numbers, times and names that are easily changed on their way.
    void extremeSamples() throws SQLException {
        database().run("""
                INSERT INTO esp_telemetry (well_id, timestamp, pip, motor_temp, flow_rate) VALUES
                    ('A', '2026-10-20 00:00:00.000001+00', '-0', 5e-324, 1.7976931348623157e308),
                    ('A', '2026-10-20 23:59:59.999999+00', '0', -5e-324, -1.7976931348623157e308),
                    ('A, "b" \\N', '2026-10-20 12:00+00', 0.1, 2.2250738585072014e-308, 4.35),
                    ('Bohrung-ä', '2026-10-20 12:00+00', 1e-5, 123456789012345680, NULL),
                    ('C', '2026-10-20 12:00+00', 0.30000000000000004, 1e22, 9007199254740993)
                """);
    }

    TestDatabase database() {
        return migrated.database();
    }

    Path storeDirectory() {
        return directory.resolve("store");
    }

    Path workDirectory() {
        return directory.resolve("work");
    }

    ObjectStore store() {
        return new DirectoryStore(storeDirectory());
    }

    /// Connections of the service's role.
    DataSource source() {
        return migrated.asService();
    }

    /// Connects the service's role.
    Connection connect() throws SQLException {
        return migrated.asService().getConnection();
    }

    /// Runs a statement as the service's role.
    ///
    /// @return the first value of its result, empty if it has none
    String asService(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return "";
            }
            statement.getResultSet().next();
            return String.valueOf(statement.getResultSet().getString(1));
        }
    }

    Archive with(ObjectStore store, Progress progress) {
        return new Archive(
                migrated.asService(),
                store,
                new ParquetFiles(new DuckDb(workDirectory(), MEMORY)),
                new ArchiveSettings(new Settings(Map.of()).of(StorageConfig.class), workDirectory(), "63"),
                () -> NOW,
                progress);
    }

    Archive plain() {
        return with(store(), (_, _) -> {});
    }

    /// What is still to be done.
    Backlog backlog() throws SQLException {
        try (Connection connection = connect()) {
            return Backlog.read(connection, new Settings(Map.of()).of(StorageConfig.class), NOW);
        }
    }

    /// Runs a pass.
    PassResult pass() throws Exception {
        return pass(plain());
    }

    PassResult pass(Archive archive) throws Exception {
        try (Connection connection = connect()) {
            return new ArchivePass(archive, new Catalogue(connection)).run();
        }
    }

    /// Restores all archived samples into the hypertable, where they stay.
    void restoreEverything() throws Exception {
        restore(RestoreOrder.EVERYTHING);
    }

    /// Restores the samples of a range into the hypertable.
    void restore(TimeRange range) throws Exception {
        RestoreOrder everything = new RestoreOrder(
                Hypertable.ESP_TELEMETRY, range, new RestoreTarget.IntoHypertable(), RestoreOrder.Mode.RESTORE);
        try (Connection connection = connect()) {
            RestoreResult result =
                    new ArchiveRestore(plain(), Duration.ofDays(365_000)).restore(connection, everything, _ -> {});
            if (result.hasFailures()) {
                throw new AssertionError(result.json());
            }
        }
    }

    /// Does for the rollups what their worker does, without aggregating anything.
    void completeRollups() throws SQLException {
        database().run("""
                INSERT INTO rollup_progress (complete_until)
                VALUES ('2026-11-30T10:00:00Z')
                ON CONFLICT DO NOTHING;
                DELETE FROM esp_telemetry_touched
                """);
    }

    /// Stores samples of some wells, one a minute from 06:00 UTC of this day on, with whole and broken
    /// values.
    void samples(String day, int wells, int minutes) throws SQLException {
        database().run("""
                INSERT INTO esp_telemetry (well_id, timestamp, pip, motor_temp, created_at)
                SELECT 'WELL-' || w, '%s 06:00+00'::timestamptz + m * interval '1 min', 2000 + w + m / 10.0, m %% 7,
                       '2026-11-01 00:00+00'
                FROM generate_series(1, %d) AS w, generate_series(0, %d - 1) AS m
                """.formatted(day, wells, minutes));
    }

    /// Stores a sample of another well.
    void lateRow(String time) {
        try {
            database()
                    .run("INSERT INTO esp_telemetry (well_id, timestamp, pip) VALUES ('LATE', '%s', 5)"
                            .formatted(time));
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /// The catalogue: hypertable, version, state and rows, in the order of their ranges.
    List<String> catalogue() throws SQLException {
        return database().rows("""
                SELECT hypertable, version, state, rows
                FROM chunk_archive
                ORDER BY hypertable, range_start, version
                """);
    }

    /// The rows of a table, ordered.
    List<String> rows(String table) throws SQLException {
        return database().rows("SELECT * FROM %s ORDER BY well_id, \"timestamp\", id".formatted(table));
    }

    /// The names of all files in the store.
    List<String> objects() throws IOException {
        return store().list("", "", 1_000).stream().map(each -> each.name()).toList();
    }

    @Override
    public void close() throws SQLException {
        migrated.close();
    }
}

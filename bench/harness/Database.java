package harness;

import java.math.BigDecimal;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/// A database under test, through a connection of the schema's owner: emptied before a leg, counted after it.
public final class Database implements AutoCloseable {

    private static final String CONTENTS = """
            SELECT count(*), coalesce(sum(hash_record_extended(ROW(well_id, timestamp, %s), 0)::numeric), 0)
            FROM esp_telemetry""";

    /// `last_at` has to be a lower bound of a well's newest event time, also of the samples of the next leg.
    private static final String FORGET_TIMES_OF_WELLS = """
            UPDATE well
            SET first_at = '2000-01-01 00:00:00Z', last_at = '2000-01-01 00:00:00Z'
            WHERE last_at > '2000-01-01 00:00:00Z'""";

    private final Connection connection;
    private final URI address;
    private final List<String> channels;
    private final boolean registersWells;

    /// Connects as the owner of the schema, which must be there.
    ///
    /// @param address `postgresql://host:port/database`
    /// @param channels the columns of `esp_telemetry` that the checksum covers
    public Database(URI address, List<String> channels) {
        this.address = address;
        this.channels = channels;
        try {
            connection = DriverManager.getConnection(
                    "jdbc:" + address, Setting.LIFTLINE_DB_OWNER.value(), Setting.LIFTLINE_DB_OWNER_PASSWORD.value());
        } catch (SQLException e) {
            throw new IllegalStateException("the database does not let the owner in: " + e.getMessage(), e);
        }
        registersWells = text("SELECT to_regclass('well') IS NOT NULL").equals("t");
    }

    /// The address, without credentials.
    public URI address() {
        return address;
    }

    /// Checks that a commit is on the disk when it is acknowledged.
    ///
    /// @throws IllegalStateException if a setting says otherwise
    public void requireDurable() {
        for (String setting : List.of("fsync", "full_page_writes", "synchronous_commit")) {
            String value = text("SHOW " + setting);
            if (!value.equals("on")) {
                throw new IllegalStateException(setting + " is " + value + ", but must be on");
            }
        }
    }

    /// Removes every sample. The registry of wells keeps its wells, since the service remembers them.
    public void empty() {
        execute("TRUNCATE esp_telemetry");
        if (registersWells) {
            execute(FORGET_TIMES_OF_WELLS);
        }
    }

    /// Writes a checkpoint, so that each leg begins alike.
    public void checkpoint() {
        execute("CHECKPOINT");
    }

    /// What `esp_telemetry` holds.
    public Contents contents() {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(CONTENTS.formatted(String.join(", ", channels)))) {
            row.next();
            return new Contents(row.getLong(1), row.getBigDecimal(2));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// `community` or `apache`.
    public String edition() {
        return text("SHOW timescaledb.license").equals("timescale") ? "community" : "apache";
    }

    /// Versions, for the record.
    public String versions() {
        return "PostgreSQL " + text("SHOW server_version") + ", TimescaleDB "
                + text("SELECT extversion FROM pg_extension WHERE extname = 'timescaledb'");
    }

    /// The indexes of `esp_telemetry`, for the record.
    public String indexes() {
        return text("SELECT string_agg(indexname, ', ' ORDER BY indexname) FROM pg_indexes"
                + " WHERE schemaname = 'public' AND tablename = 'esp_telemetry'");
    }

    /// The server with all its backends: the parent of this connection's backend, and its children.
    public ProcessTree processes() {
        long backend = Long.parseLong(text("SELECT pg_backend_pid()"));
        return new ProcessTree(ProcessHandle.of(backend)
                .flatMap(ProcessHandle::parent)
                .orElseThrow()
                .pid());
    }

    /// Runs a statement.
    ///
    /// @throws IllegalStateException if it fails; with the statement and the server's words
    public void execute(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql + ": " + e.getMessage(), e);
        }
    }

    /// The first column of a query's first row; an empty text when that is NULL.
    ///
    /// @throws IllegalStateException if it fails; with the query and the server's words
    public String text(String sql) {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            String value = row.getString(1);
            return value == null ? "" : value;
        } catch (SQLException e) {
            throw new IllegalStateException(sql + ": " + e.getMessage(), e);
        }
    }

    /// Runs a statement under `EXPLAIN (ANALYZE)` and rolls it back.
    public Explained explain(String sql) {
        try {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                return Explained.run(statement, sql);
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("EXPLAIN could not be rolled back: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    /// Two tables that agree in both hold the same samples.
    ///
    /// @param checksum the sum of each row's hash, whatever the order
    public record Contents(long rows, BigDecimal checksum) {}
}

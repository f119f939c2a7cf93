package harness;

import java.math.BigDecimal;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/// The database under test: emptied before a leg, counted after it.
public final class Database implements AutoCloseable {

    private static final String CONTENTS = """
            SELECT count(*), coalesce(sum(hash_record_extended(ROW(well_id, timestamp, %s), 0)::numeric), 0)
            FROM esp_telemetry""";

    private final Connection connection;
    private final List<String> channels;

    /// Connects as the owner of the schema.
    ///
    /// @param channels the columns of `esp_telemetry` that the checksum covers
    public Database(List<String> channels) {
        this.channels = channels;
        try {
            connection = DriverManager.getConnection(
                    "jdbc:" + Setting.LIFTLINE_DB_URL.value(),
                    Setting.LIFTLINE_DB_OWNER.value(),
                    Setting.LIFTLINE_DB_OWNER_PASSWORD.value());
        } catch (SQLException e) {
            throw new IllegalStateException("the database does not let the owner in: " + e.getMessage(), e);
        }
    }

    /// The address, without credentials.
    public static URI address() {
        return URI.create(Setting.LIFTLINE_DB_URL.value());
    }

    /// Makes sure that a commit is on the disk when it is acknowledged.
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

    /// Removes every sample and writes a checkpoint, so that each leg begins alike.
    public void empty() {
        execute("TRUNCATE esp_telemetry");
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

    private void execute(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql + ": " + e.getMessage(), e);
        }
    }

    private String text(String sql) {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(sql + ": " + e.getMessage(), e);
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

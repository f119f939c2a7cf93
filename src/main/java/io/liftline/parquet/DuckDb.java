package io.liftline.parquet;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.duckdb.DuckDBDriver;

/// Runs statements of DuckDB in this process. Its methods block.
///
/// Each call has a DuckDB of its own, without a database file, so nothing stays in memory afterwards. DuckDB
/// uses one thread, at most the given memory, and then temporary files. It never installs or loads an extension, and
/// keeps no copies of what it has read from files, which is read once.
///
/// With one thread, rows keep their order also without `preserve_insertion_order`. DuckDB limits the bytes of row
/// groups only if it need not preserve the order among threads.
public final class DuckDb {

    private final Path temporary;
    private final long memoryBytes;

    /// @param temporary a directory for what does not fit into memory
    /// @param memoryBytes the limit of DuckDB's memory
    public DuckDb(Path temporary, long memoryBytes) {
        this.temporary = temporary;
        this.memoryBytes = memoryBytes;
    }

    /// Work on a DuckDB.
    @FunctionalInterface
    public interface Work<T> {
        T on(Statement duckDb) throws SQLException, IOException;
    }

    /// Runs the work.
    ///
    /// @throws IOException if DuckDB fails, for example because a file cannot be read
    public <T> T run(Work<T> work) throws IOException {
        try (Connection connection = open();
                Statement duckDb = connection.createStatement()) {
            duckDb.execute("SET memory_limit = '%d B'".formatted(memoryBytes));
            duckDb.execute("SET threads = 1");
            duckDb.execute("SET preserve_insertion_order = false");
            duckDb.execute("SET TimeZone = 'UTC'");
            duckDb.execute("SET temp_directory = " + text(temporary.toString()));
            duckDb.execute("SET enable_external_file_cache = false");
            duckDb.execute("SET autoinstall_known_extensions = false");
            duckDb.execute("SET autoload_known_extensions = false");
            duckDb.execute("SET lock_configuration = true");
            return work.on(duckDb);
        } catch (SQLException e) {
            throw new IOException("DuckDB failed: " + e.getMessage(), e);
        }
    }

    /// A text as a literal. Table functions take no parameters, so names of files are quoted into statements.
    public static String text(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    /// A name as an identifier.
    public static String identifier(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    /// Not through `DriverManager`, which finds a driver only if the class loader of its caller has it.
    private static Connection open() throws SQLException {
        return new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
    }
}

package io.liftline;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/// A database of its own for one test, on the server that `LIFTLINE_DB_URL` names; closing drops it.
///
/// Needs the variables that the service reads: `LIFTLINE_DB_URL` (`postgresql://host:port/database`),
/// `LIFTLINE_DB_OWNER`
/// (a role with CREATEDB and CREATEROLE) and `LIFTLINE_DB_OWNER_PASSWORD`.
public final class TestDatabase implements AutoCloseable {

    private static final String INSUFFICIENT_PRIVILEGE = "42501";
    private static final int DROP_TRIES = 50;
    private static final Duration DROP_PAUSE = Duration.ofMillis(200);

    private final String name;

    private TestDatabase(String name) {
        this.name = name;
    }

    /// A new, empty database that belongs to the owner role.
    public static TestDatabase fresh() throws SQLException {
        TestDatabase database =
                new TestDatabase("mig_" + UUID.randomUUID().toString().replace("-", ""));
        runOnServer("CREATE DATABASE " + database.name);
        return database;
    }

    /// The database the service itself is tested with, the one of `LIFTLINE_DB_URL`; closing leaves it.
    public static TestDatabase ofService() {
        return new TestDatabase(
                URI.create(variable("LIFTLINE_DB_URL")).getPath().substring(1));
    }

    /// The JDBC address, without credentials.
    public String jdbcUrl() {
        return "jdbc:" + URI.create(variable("LIFTLINE_DB_URL")).resolve("/" + name);
    }

    /// The name of the owner role.
    public static String ownerName() {
        return variable("LIFTLINE_DB_OWNER");
    }

    /// The password of the owner role.
    public static String ownerPassword() {
        return variable("LIFTLINE_DB_OWNER_PASSWORD");
    }

    /// A connection of the owner role; the caller closes it.
    public Connection connect() throws SQLException {
        return connect(ownerName(), ownerPassword());
    }

    /// A connection of this role; the caller closes it.
    public Connection connect(String user, String password) throws SQLException {
        return DriverManager.getConnection(jdbcUrl(), user, password);
    }

    /// Runs statements as the owner, in one transaction.
    public void run(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(sql);
            connection.commit();
        }
    }

    /// The rows of a question asked by the owner in UTC, each as its columns joined by `|`, NULL as `null`.
    public List<String> rows(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET TimeZone = 'UTC'");
            try (ResultSet result = statement.executeQuery(sql)) {
                List<String> rows = new ArrayList<>();
                while (result.next()) {
                    List<String> row = new ArrayList<>();
                    for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                        row.add(String.valueOf(result.getString(i)));
                    }
                    rows.add(String.join("|", row));
                }
                return rows;
            }
        }
    }

    /// The only row of a question, as [#rows(String)] has it.
    public String row(String sql) throws SQLException {
        List<String> rows = rows(sql);
        if (rows.size() != 1) {
            throw new AssertionError("%d rows instead of one: %s".formatted(rows.size(), sql));
        }
        return rows.getFirst();
    }

    @Override
    public void close() throws SQLException {
        if (name.startsWith("mig_")) {
            drop(name);
        }
    }

    /// Drops a database of the owner with all sessions in it. Workers of the server itself (autovacuum,
    /// TimescaleDB's scheduler) cannot be ended by the owner, but end by themselves: so it is tried for a
    /// while.
    public static void drop(String name) throws SQLException {
        for (int tries = 1; ; tries++) {
            try {
                runOnServer("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
                return;
            } catch (SQLException e) {
                if (!INSUFFICIENT_PRIVILEGE.equals(e.getSQLState()) || tries == DROP_TRIES) {
                    throw e;
                }
                LockSupport.parkNanos(DROP_PAUSE.toNanos());
            }
        }
    }

    private static void runOnServer(String sql) throws SQLException {
        try (Connection connection = ofService().connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String variable(String name) {
        String value = System.getenv(name);
        if (value == null || value.isEmpty()) {
            throw new IllegalStateException(name + " is not set: the tests need a TimescaleDB server, see ./dev test");
        }
        return value;
    }
}

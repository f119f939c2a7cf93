package io.liftline.packaged;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;

/// An empty database of its own for a test; the owner needs CREATEDB.
final class TestDatabase implements AutoCloseable {

    private static final long PAUSE_NANOS = 20_000_000;

    private static final String TERMINATE = """
            SELECT pg_terminate_backend(pid)
            FROM pg_stat_activity
            WHERE datname = '%s' AND usename = current_user
            """;

    private final Server server;
    private final String name;

    private TestDatabase(Server server, String name) {
        this.server = server;
        this.name = name;
    }

    /// A PostgreSQL server and its owner role.
    ///
    /// @param database one that is always there
    record Server(String host, int port, String database, String owner, String ownerPassword) {

        /// The server of the tests.
        static Server ofTests() {
            URI uri = URI.create(setting("LIFTLINE_DB_URL").replaceFirst("^jdbc:", ""));
            return new Server(
                    uri.getHost(),
                    uri.getPort() < 0 ? 5432 : uri.getPort(),
                    uri.getPath().substring(1),
                    setting("LIFTLINE_DB_OWNER"),
                    setting("LIFTLINE_DB_OWNER_PASSWORD"));
        }

        Connection connect(String database) throws SQLException {
            return DriverManager.getConnection("jdbc:postgresql:" + url(database), owner, ownerPassword);
        }

        String url(String database) {
            return "//%s:%d/%s".formatted(host, port, database);
        }
    }

    /// On the server of the tests.
    static TestDatabase empty() throws SQLException {
        return emptyOn(Server.ofTests());
    }

    /// On another server, which goes with its test.
    static TestDatabase emptyOn(Server server) throws SQLException {
        TestDatabase database = new TestDatabase(
                server, "liftline_it_" + UUID.randomUUID().toString().substring(0, 8));
        database.onServer("CREATE DATABASE %s TEMPLATE template0".formatted(database.name));
        return database;
    }

    /// The copy of it on another server.
    TestDatabase on(Server other) {
        return new TestDatabase(other, name);
    }

    /// What the program needs to know to use it.
    Map<String, String> settings() {
        return Map.of(
                "LIFTLINE_DB_URL",
                "postgresql:" + server.url(name),
                "LIFTLINE_DB_OWNER",
                server.owner(),
                "LIFTLINE_DB_OWNER_PASSWORD",
                server.ownerPassword(),
                "LIFTLINE_DB_USER",
                setting("LIFTLINE_DB_USER"),
                "LIFTLINE_DB_PASSWORD",
                setting("LIFTLINE_DB_PASSWORD"));
    }

    /// These settings, and the way to the database through a port of this machine.
    Map<String, String> through(int port, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("LIFTLINE_DB_URL", "postgresql://127.0.0.1:%d/%s".formatted(port, name));
        return all;
    }

    Server server() {
        return server;
    }

    String name() {
        return name;
    }

    /// The first column of what a query of the owner gives, as text.
    List<String> query(String sql) throws SQLException {
        try (Connection connection = server.connect(name);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }

    long count(String table) throws SQLException {
        return Long.parseLong(query("SELECT count(*) FROM " + table).getFirst());
    }

    /// Runs a statement beside the database, such as one that changes it.
    void onServer(String sql) throws SQLException {
        try (Connection connection = server.connect(server.database());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /// Tries until the server accepts a connection to this database; when that was.
    Instant awaitAccepting() {
        while (true) {
            try (Connection _ = server.connect(name)) {
                return Instant.now();
            } catch (SQLException _) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    /// Ends every connection of the program, each role its own.
    void terminateConnections() throws SQLException {
        onServer(TERMINATE.formatted(name));
        String user = setting("LIFTLINE_DB_USER");
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:postgresql:" + server.url(server.database()), user, setting("LIFTLINE_DB_PASSWORD"));
                Statement statement = connection.createStatement()) {
            statement.execute(TERMINATE.formatted(name));
        }
    }

    @Override
    public void close() throws SQLException {
        io.liftline.TestDatabase.drop(name);
    }

    private static String setting(String name) {
        String value = System.getenv(name);
        if (value == null) {
            throw new IllegalStateException(name + " is not set: ./dev test --native sets it");
        }
        return value;
    }
}

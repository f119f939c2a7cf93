package io.liftline.packaged;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// An empty database of its own for a test, on the server of the tests; the owner needs CREATEDB.
final class TestDatabase implements AutoCloseable {

    private static final URI SERVER = URI.create(setting("LIFTLINE_DB_URL").replaceFirst("^jdbc:", ""));
    private static final String OWNER = setting("LIFTLINE_DB_OWNER");
    private static final String OWNER_PASSWORD = setting("LIFTLINE_DB_OWNER_PASSWORD");
    private static final String SERVER_NAME = SERVER.getPath().substring(1);

    private static final String TERMINATE = """
            SELECT pg_terminate_backend(pid)
            FROM pg_stat_activity
            WHERE datname = '%s' AND usename = current_user
            """;

    private final String name = "liftline_it_" + UUID.randomUUID().toString().substring(0, 8);

    private TestDatabase() {}

    static TestDatabase empty() throws SQLException {
        TestDatabase database = new TestDatabase();
        database.onServer("CREATE DATABASE %s TEMPLATE template0".formatted(database.name));
        return database;
    }

    /// What the program needs to know to use it.
    Map<String, String> settings() {
        return Map.of(
                "LIFTLINE_DB_URL",
                "postgresql:" + url(name),
                "LIFTLINE_DB_OWNER",
                OWNER,
                "LIFTLINE_DB_OWNER_PASSWORD",
                OWNER_PASSWORD,
                "LIFTLINE_DB_USER",
                setting("LIFTLINE_DB_USER"),
                "LIFTLINE_DB_PASSWORD",
                setting("LIFTLINE_DB_PASSWORD"));
    }

    String name() {
        return name;
    }

    /// The first column of what a query of the owner gives, as text.
    List<String> query(String sql) throws SQLException {
        try (Connection connection = connect(name);
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
        try (Connection connection = connect(SERVER_NAME);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /// Ends every connection of the program, each role its own.
    void terminateConnections() throws SQLException {
        onServer(TERMINATE.formatted(name));
        String user = setting("LIFTLINE_DB_USER");
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:postgresql:" + url(SERVER_NAME), user, setting("LIFTLINE_DB_PASSWORD"));
                Statement statement = connection.createStatement()) {
            statement.execute(TERMINATE.formatted(name));
        }
    }

    @Override
    public void close() throws SQLException {
        io.liftline.TestDatabase.drop(name);
    }

    private static Connection connect(String database) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql:" + url(database), OWNER, OWNER_PASSWORD);
    }

    private static String url(String database) {
        return "//" + SERVER.getAuthority() + "/" + database;
    }

    private static String setting(String name) {
        String value = System.getenv(name);
        if (value == null) {
            throw new IllegalStateException(name + " is not set: ./dev test --native sets it");
        }
        return value;
    }
}

package io.liftline;

import java.io.File;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;

/// Stops and starts the embedded database under a test, by the script that started it.
public final class EmbeddedDatabase {

    private static final File LOG = new File("target/outage-database.log");

    /// Whether this run has such a database.
    public static boolean isThere() {
        return "true".equals(System.getenv("LIFTLINE_DB_EMBEDDED"));
    }

    /// Stops it, as an operator does: sessions are cut, what is committed stays.
    public void stop() throws IOException, InterruptedException {
        run("stop");
    }

    /// Starts it; does nothing when it is running.
    public void start() throws IOException, InterruptedException {
        run("start");
    }

    /// Ends the server with SIGKILL, as a machine that loses power does to it.
    public void kill() throws SQLException {
        ProcessHandle server;
        try (Connection connection = TestDatabase.ofService().connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            server = ProcessHandle.of(row.getLong(1))
                    .flatMap(ProcessHandle::parent)
                    .orElseThrow();
        }
        server.destroyForcibly();
        server.onExit().join();
    }

    private static void run(String verb) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("./dev", "db", verb)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(LOG))
                .start();
        if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
            process.destroy();
            throw new IOException("./dev db " + verb + " failed; its log is " + LOG);
        }
    }
}

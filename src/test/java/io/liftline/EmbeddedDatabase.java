package io.liftline;

import java.io.File;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/// Stops and starts the embedded database under a test, by the script that started it.
final class EmbeddedDatabase {

    private static final File LOG = new File("target/outage-database.log");

    /// Whether this run has such a database.
    static boolean isThere() {
        return "true".equals(System.getenv("LIFTLINE_DB_EMBEDDED"));
    }

    /// Stops it, as an operator does: sessions are cut, what is committed stays.
    void stop() throws IOException, InterruptedException {
        run("stop");
    }

    /// Starts it; does nothing when it is running.
    void start() throws IOException, InterruptedException {
        run("start");
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

package harness;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// psql on one database: what the service is compared with.
public final class Psql {

    private static final long MAX_MINUTES = 30;
    private static final File NOTHING = new File("/dev/null");

    private final URI address;
    private final String columns;
    private final Path errors;

    /// @param columns those of the files, comma-separated
    /// @param folder for the file of psql's messages
    public Psql(URI address, String columns, Path folder) {
        this.address = address;
        this.columns = columns;
        this.errors = folder.resolve("psql.log");
    }

    /// Loads `esp_telemetry` with all files at once, one connection each, each in one transaction.
    ///
    /// @param files in the format of binary COPY
    public void copy(List<Path> files) {
        await(files.stream().map(file -> startCopy("esp_telemetry", file)).toList());
    }

    /// Loads one table with one file.
    public void copy(String table, Path file) {
        await(List.of(startCopy(table, file)));
    }

    /// Runs the statements of all sessions at once, one connection each, each statement in its own transaction.
    public void run(List<List<String>> sessions) {
        await(sessions.stream().map(statements -> start(statements, NOTHING)).toList());
    }

    private Process startCopy(String table, Path file) {
        String copy = "\\copy %s (%s) FROM PSTDIN WITH (FORMAT binary)".formatted(table, columns);
        return start(List.of(copy), file.toFile());
    }

    private Process start(List<String> statements, File input) {
        List<String> arguments = new ArrayList<>(List.of("-XAtq", "-v", "ON_ERROR_STOP=1"));
        statements.forEach(statement -> arguments.addAll(List.of("-c", statement)));
        try {
            return PostgresProgram.of(address, "psql", arguments)
                    .redirectInput(input)
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.appendTo(errors.toFile()))
                    .start();
        } catch (IOException e) {
            throw new IllegalStateException("psql could not be started", e);
        }
    }

    private void await(List<Process> sessions) {
        try {
            for (Process session : sessions) {
                if (!session.waitFor(MAX_MINUTES, TimeUnit.MINUTES) || session.exitValue() != 0) {
                    throw new LegFailedException("psql failed: " + Files.readString(errors));
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("psql's messages cannot be read", e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        } finally {
            sessions.forEach(Process::destroyForcibly);
        }
    }
}

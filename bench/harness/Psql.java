package harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Loads `esp_telemetry` with psql: what the service is compared with.
public final class Psql {

    private static final long MAX_MINUTES = 30;

    private final String columns;
    private final Path errors;

    /// @param columns those of the files, comma-separated
    /// @param folder for what psql has to say
    public Psql(String columns, Path folder) {
        this.columns = columns;
        this.errors = folder.resolve("psql.log");
    }

    /// Loads all files at once, one connection each, each in one transaction.
    ///
    /// @param files in the format of binary COPY
    public void copy(List<Path> files) {
        List<Process> streams = new ArrayList<>();
        try {
            for (Path file : files) {
                streams.add(start(file));
            }
            for (Process stream : streams) {
                if (!stream.waitFor(MAX_MINUTES, TimeUnit.MINUTES) || stream.exitValue() != 0) {
                    throw new LegFailedException("psql failed: " + Files.readString(errors));
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("psql could not be started", e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        } finally {
            streams.forEach(Process::destroyForcibly);
        }
    }

    private Process start(Path file) throws IOException {
        String root = Setting.LIFTLINE_BENCH_ROOT.value();
        String copy = "\\copy esp_telemetry (%s) FROM PSTDIN WITH (FORMAT binary)".formatted(columns);
        ProcessBuilder builder = new ProcessBuilder(
                "chroot", root, "/usr/lib/postgresql/17/bin/psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-c", copy);
        builder.environment().clear();
        builder.environment().put("PGHOST", Database.address().getHost());
        builder.environment().put("PGPORT", Integer.toString(Database.address().getPort()));
        builder.environment().put("PGDATABASE", Database.address().getPath().substring(1));
        builder.environment().put("PGUSER", Setting.LIFTLINE_DB_OWNER.value());
        builder.environment().put("PGPASSWORD", Setting.LIFTLINE_DB_OWNER_PASSWORD.value());
        return builder.redirectInput(file.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(errors.toFile()))
                .start();
    }
}

package harness;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Programs of PostgreSQL, from the directory that PostgreSQL is installed in. They log in as the owner of the
/// schema.
public final class PostgresProgram {

    private PostgresProgram() {}

    /// A process that is not started yet.
    ///
    /// @param address `postgresql://host:port/database`
    /// @param name such as `psql`
    public static ProcessBuilder of(URI address, String name, List<String> arguments) {
        List<String> command = new ArrayList<>(
                List.of("chroot", Setting.LIFTLINE_BENCH_ROOT.value(), "/usr/lib/postgresql/17/bin/" + name));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment()
                .putAll(Map.of(
                        "PGHOST", address.getHost(),
                        "PGPORT", Integer.toString(address.getPort()),
                        "PGDATABASE", address.getPath().substring(1),
                        "PGUSER", Setting.LIFTLINE_DB_OWNER.value(),
                        "PGPASSWORD", Setting.LIFTLINE_DB_OWNER_PASSWORD.value()));
        return builder;
    }
}

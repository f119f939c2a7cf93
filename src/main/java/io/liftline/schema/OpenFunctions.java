package io.liftline.schema;

import io.liftline.database.ProbeConnection;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/// Looks at start whether the service's role may drop chunks past the archive: before version 2.29.1, a function of
/// TimescaleDB drops a chunk for whoever calls it. It belongs to the superuser who installed the extension, so the
/// owner of the schema cannot close it.
@Singleton
public class OpenFunctions {

    /// One row: the version, and whether this role may call the function that does not check its caller.
    static final String OPEN = """
            SELECT extversion AS version,
                   string_to_array(regexp_replace(extversion, '[^0-9.].*', ''), '.')::integer[] < '{2,29,1}'
                   AND coalesce(
                       has_function_privilege(to_regprocedure('_timescaledb_functions.drop_chunk(regclass)'), 'EXECUTE'), false)
                   AS is_open
            FROM pg_extension
            WHERE extname = 'timescaledb'
            """;

    /// What a superuser can run in place of an update.
    static final String CLOSE = "REVOKE EXECUTE ON FUNCTION _timescaledb_functions.drop_chunk(regclass) FROM PUBLIC";

    private static final Logger LOG = Logger.getLogger(OpenFunctions.class);

    private final ProbeConnection connection;

    OpenFunctions(ProbeConnection connection) {
        this.connection = connection;
    }

    /// Logs a warning if it may. Never fails.
    public Uni<Void> look() {
        return connection
                .ask(OPEN)
                .invoke(row -> {
                    if (row.getBoolean("is_open")) {
                        LOG.warnf(
                                "Every role of the database may drop chunks, without the archive: timescaledb=%s"
                                        + " advice=\"update to 2.29.1 or later, or as a superuser run %s\"",
                                row.getString("version"), CLOSE);
                    }
                })
                .onFailure()
                .invoke(failure -> LOG.warnf(
                        "The functions of TimescaleDB could not be checked: reason=\"%s\"", failure.getMessage()))
                .replaceWithVoid()
                .onFailure()
                .recoverWithNull();
    }
}

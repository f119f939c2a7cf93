package io.liftline.schema;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jboss.logging.Logger;

/// The table in which Flyway records the applied migrations.
///
/// Up to schema version 21 it was `flyway_schema_history`, the default of Flyway, which other programs in the
/// same database may use, too. Now it is [#TABLE]. A history of Liftline is copied. The old table stays,
/// because replicas of the previous version read it.
final class SchemaHistory {

    /// The name of the table.
    static final String TABLE = "liftline_schema_history";

    private static final Logger LOG = Logger.getLogger(SchemaHistory.class);

    /// Whether the database has only a history of the old name.
    private static final String HAS_OLD = """
            SELECT to_regclass('liftline_schema_history') IS NULL AND to_regclass('flyway_schema_history') IS NOT NULL
            """;

    /// Whether the old history belongs to Liftline: it has Liftline's first script, and no script of another
    /// program.
    private static final String OLD_IS_OURS = """
            SELECT bool_or(script = 'V1__create_timescaledb_extension.sql')
                   AND bool_and(script LIKE '<<%>>' OR script = ANY (ARRAY[
                       'V1__create_timescaledb_extension.sql', 'V2__create_takeover_functions.sql',
                       'V3__create_esp_telemetry.sql', 'V4__take_over_esp_telemetry.sql',
                       'V5__create_severity_function.sql', 'V6__create_diagnostic_results.sql',
                       'V7__take_over_diagnostic_results.sql', 'V8__normalise_severity_on_write.sql',
                       'V9__drop_takeover_functions.sql', 'V20__create_app_user.sql', 'V21__create_signing_key.sql']))
            FROM flyway_schema_history
            """;

    private static final String COPY = """
            CREATE TABLE liftline_schema_history (LIKE flyway_schema_history INCLUDING ALL);
            INSERT INTO liftline_schema_history SELECT * FROM flyway_schema_history;
            """;

    private static final String TAKEN_OVER = """
            SELECT EXISTS (SELECT FROM liftline_schema_history WHERE success AND version = '33')
            """;

    private SchemaHistory() {}

    /// Whether the database has a history of an earlier version that has to be copied.
    static boolean isOld(Connection owner) throws SQLException {
        return is(owner, HAS_OLD) && is(owner, OLD_IS_OURS);
    }

    /// Copies the history of an earlier version under the new name.
    static void copy(Connection owner) throws SQLException {
        try (Statement statement = owner.createStatement()) {
            statement.execute(COPY);
        }
        LOG.infof("Copied the history of migrations: from=flyway_schema_history to=%s", TABLE);
    }

    /// Whether the takeover has been done, or new tables have been created.
    static boolean isTakenOver(Connection owner) throws SQLException {
        return is(owner, "SELECT to_regclass('liftline_schema_history') IS NOT NULL") && is(owner, TAKEN_OVER);
    }

    private static boolean is(Connection owner, String question) throws SQLException {
        try (Statement statement = owner.createStatement();
                ResultSet row = statement.executeQuery(question)) {
            return row.next() && row.getBoolean(1);
        }
    }
}

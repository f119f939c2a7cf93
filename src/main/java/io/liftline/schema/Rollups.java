package io.liftline.schema;

import io.liftline.database.DatabaseFailure;
import io.liftline.database.SqlState;
import io.liftline.database.Transaction;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/// Creates the rollups if they do not exist: continuous aggregates in the community edition, tables in the apache
/// edition. This depends on the edition, so it is not a migration.
///
/// The rollups belong to the role of the service, because only the owner of a continuous aggregate may refresh
/// it, and its owner cannot be changed later. The role may create them only inside of this transaction.
/// Rollups that exist stay as they are, also after a change of the edition: tables work with both.
final class Rollups {

    private static final Logger LOG = Logger.getLogger(Rollups.class);

    private static final String CURRENT_USER = "SELECT quote_ident(current_user)";

    /// The role of the connection, also while it acts as another one.
    private static final String SESSION_OWNER = "SELECT quote_ident(session_user)";

    private final String role;

    /// @param role the role of the service
    Rollups(String role) {
        this.role = role;
    }

    /// Creates the rollups that do not exist. If the owner may not act as the service's role, it logs a warning
    /// with the statement to run; queries then read the raw samples.
    ///
    /// @param owner a connection of the owner of the schema; its transaction is committed
    void reconcile(Connection owner) throws SQLException {
        if (is(owner, RollupSql.EXIST)) {
            return;
        }
        Transaction.run(owner, () -> {
            Savepoint before = owner.setSavepoint();
            try {
                create(owner);
            } catch (SQLException e) {
                if (DatabaseFailure.state(e) != SqlState.INSUFFICIENT_PRIVILEGE) {
                    throw e;
                }
                owner.rollback(before);
                LOG.warnf(
                        "No rollups, so questions about long ranges are slow: reason=\"%s\" advice=\"GRANT %s TO %s\"",
                        String.valueOf(e.getMessage()).lines().findFirst().orElse(""), role, text(owner, CURRENT_USER));
            }
        });
    }

    private void create(Connection owner) throws SQLException {
        List<String> statements = new ArrayList<>(statements(owner));
        statements.add("GRANT SELECT ON esp_telemetry_1h, esp_telemetry_1d TO " + text(owner, SESSION_OWNER));
        asService(owner, statements);
        LOG.info("Created the rollups esp_telemetry_1h and esp_telemetry_1d");
    }

    /// Drops the rollups if they are continuous aggregates, which prevent a change of the type of a channel.
    /// [#reconcile] creates them again, and their worker aggregates everything anew.
    ///
    /// @param owner a connection of the owner of the schema; its transaction is committed
    void dropViews(Connection owner) throws SQLException {
        if (!is(owner, RollupSql.ARE_VIEWS)) {
            return;
        }
        Transaction.run(owner, () -> {
            asService(
                    owner,
                    List.of("DROP MATERIALIZED VIEW esp_telemetry_1d", "DROP MATERIALIZED VIEW esp_telemetry_1h"));
            execute(owner, "DELETE FROM rollup_progress");
        });
    }

    /// Runs statements as the service's role.
    private void asService(Connection owner, List<String> statements) throws SQLException {
        boolean isOther = is(owner, "SELECT current_user <> %s".formatted(literal()));
        boolean mayAct = is(owner, "SELECT pg_has_role(current_user, %s, '%s')".formatted(literal(), actAs(owner)));
        boolean mayCreate =
                is(owner, "SELECT has_schema_privilege(%s, current_schema(), 'CREATE')".formatted(literal()));
        String quoted = text(owner, "SELECT quote_ident(%s)".formatted(literal()));
        String schema = text(owner, "SELECT quote_ident(current_schema())");
        if (isOther && !mayAct) {
            execute(owner, "GRANT %s TO %s".formatted(quoted, text(owner, CURRENT_USER)));
        }
        if (!mayCreate) {
            execute(owner, "GRANT CREATE ON SCHEMA %s TO %s".formatted(schema, quoted));
        }
        if (isOther) {
            execute(owner, "SET LOCAL ROLE " + quoted);
        }
        for (String statement : statements) {
            execute(owner, statement);
        }
        if (isOther) {
            execute(owner, "RESET ROLE");
        }
        if (!mayCreate) {
            execute(owner, "REVOKE CREATE ON SCHEMA %s FROM %s".formatted(schema, quoted));
        }
        if (isOther && !mayAct) {
            execute(owner, "REVOKE %s FROM %s".formatted(quoted, text(owner, CURRENT_USER)));
        }
    }

    /// The privilege that permits SET ROLE. PostgreSQL 16 separated it from membership.
    private static String actAs(Connection owner) throws SQLException {
        return owner.getMetaData().getDatabaseMajorVersion() < 16 ? "MEMBER" : "SET";
    }

    private static List<String> statements(Connection owner) throws SQLException {
        String license = text(owner, "SELECT coalesce(current_setting('timescaledb.license', true), '')");
        return switch (Edition.ofLicense(license)) {
            case COMMUNITY -> RollupSql.CREATE_VIEWS;
            case APACHE -> RollupSql.CREATE_TABLES;
        };
    }

    private String literal() {
        return "'" + role.replace("'", "''") + "'";
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static boolean is(Connection connection, String question) throws SQLException {
        return text(connection, question).equals("t");
    }

    private static String text(Connection connection, String question) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(question)) {
            row.next();
            return String.valueOf(row.getString(1));
        }
    }
}

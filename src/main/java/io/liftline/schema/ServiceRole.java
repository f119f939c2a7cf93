package io.liftline.schema;

import io.liftline.database.DatabaseFailure;
import io.liftline.database.SqlState;
import io.liftline.database.Transaction;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.postgresql.PGConnection;

/// The database role of the running service. It can log in, read and write the rows of Liftline's own tables,
/// and create temporary tables. It has no other rights.
///
/// Each step is idempotent, so every replica may run it at every start.
final class ServiceRole {

    private static final Logger LOG = Logger.getLogger(ServiceRole.class);

    private final String name;
    private final String password;

    /// @param password may be empty, where the server asks for none
    ServiceRole(String name, String password) {
        this.name = name;
        this.password = password;
    }

    /// Its name.
    String name() {
        return name;
    }

    /// Creates the role if it does not exist, sets the configured password if it cannot log in, and grants it
    /// the schema and temporary tables. PostgreSQL may refuse each of these steps, so they run before a table
    /// is changed.
    ///
    /// @param owner a connection of the owner of the schema; its transaction is committed
    /// @throws DatabaseRefusedException when the owner may not do what is needed; it says what to run
    void prepare(Connection owner) throws SQLException {
        Transaction.run(owner, () -> {
            create(owner);
            for (String grant : strings(owner, SchemaSql.MISSING_USAGE, name)) {
                execute(owner, grant);
            }
            grantTemporary(owner);
            if (strings(owner, SchemaSql.MAY_CREATE, name).equals(List.of("t"))) {
                LOG.warnf(
                        "The service's role may create tables: role=%s advice=\"REVOKE CREATE ON SCHEMA public FROM PUBLIC\"",
                        name);
            }
        });
        findSchema(owner);
    }

    /// Grants the rights that the role lacks on Liftline's own tables, and revokes those to delete rows that
    /// it no longer has.
    ///
    /// @param owner a connection of the owner of the schema; its transaction is committed
    void grant(Connection owner) throws SQLException {
        Transaction.run(owner, () -> {
            for (String grant : strings(owner, SchemaSql.MISSING_GRANTS, name)) {
                execute(owner, grant);
            }
            for (String revoke : strings(owner, SchemaSql.EXCESS_GRANTS, name)) {
                execute(owner, revoke);
            }
        });
    }

    /// Revokes the rights that schema versions up to 21 granted on tables of other programs. It runs once, at
    /// the upgrade, so rights that an operator grants later are kept.
    void revokeWideGrants(Connection owner) throws SQLException {
        for (String revoke : strings(owner, SchemaSql.WIDE_GRANTS, name)) {
            execute(owner, revoke);
            LOG.warnf("The service's role needs no rights here, they are taken back: statement=\"%s\"", revoke);
        }
    }

    /// The role must find the tables in the schema in which the owner creates them. If its search_path leads to
    /// another schema, the search_path is set for this database.
    private void findSchema(Connection owner) throws SQLException {
        if (password.isEmpty() || strings(owner, "SELECT current_user").equals(List.of(name))) {
            return;
        }
        String schema = strings(owner, "SELECT current_schema()").getFirst();
        String found;
        try (Connection service =
                DriverManager.getConnection(owner.getMetaData().getURL(), name, password)) {
            found = String.valueOf(strings(service, "SELECT current_schema()").getFirst());
        }
        if (found.equals(schema)) {
            return;
        }
        String statement = strings(owner, SchemaSql.SET_SEARCH_PATH, name).getFirst();
        try {
            execute(owner, statement);
            LOG.infof("The service's role finds its tables: statement=\"%s\"", statement);
        } catch (SQLException e) {
            if (isNotPermitted(e)) {
                throw new DatabaseRefusedException(
                        "the search_path of role %s leads to the schema %s, its tables are in %s: run %s"
                                .formatted(name, found, schema, statement));
            }
            throw e;
        }
    }

    /// Why the role cannot be created, with the statement to run; empty if it exists or can be created.
    Optional<String> obstacle(Connection owner) throws SQLException {
        try (PreparedStatement statement = owner.prepareStatement(SchemaSql.ROLE_FACTS)) {
            statement.setString(1, name);
            try (ResultSet facts = statement.executeQuery()) {
                facts.next();
                return facts.getBoolean("there") || facts.getBoolean("may_create")
                        ? Optional.empty()
                        : Optional.of(
                                "role %s does not exist and %s may not create roles: run CREATE ROLE %s LOGIN PASSWORD '…' with the value of LIFTLINE_DB_PASSWORD"
                                        .formatted(name, facts.getString("owner"), name));
            }
        }
    }

    private void create(Connection owner) throws SQLException {
        obstacle(owner).ifPresent(line -> {
            throw new DatabaseRefusedException(line);
        });
        try (PreparedStatement statement = owner.prepareStatement(SchemaSql.ROLE_FACTS)) {
            statement.setString(1, name);
            try (ResultSet facts = statement.executeQuery()) {
                facts.next();
                String ownerName = facts.getString("owner");
                if (ownerName.equals(name)) {
                    LOG.warnf("The service runs as the owner of the schema: role=%s", name);
                } else if (facts.getBoolean("there")) {
                    if (!logsIn(owner.getMetaData().getURL())) {
                        setPassword(owner, ownerName);
                    }
                } else {
                    for (String create : strings(owner, SchemaSql.CREATE_ROLE, name)) {
                        execute(owner, create);
                    }
                    setPassword(owner, ownerName);
                    LOG.infof("Created the service's role: role=%s", name);
                }
            }
        }
    }

    /// Rows that may be stored already are written through a temporary table. Every role may create temporary
    /// tables unless that right was revoked from PUBLIC. Only the owner of the database can grant it again.
    private void grantTemporary(Connection owner) throws SQLException {
        if (mayCreateTemporary(owner)) {
            return;
        }
        String grant = strings(owner, SchemaSql.GRANT_TEMPORARY, name).getFirst();
        try {
            execute(owner, grant);
        } catch (SQLException e) {
            if (!isNotPermitted(e)) {
                throw e;
            }
            throw mayNotCreateTemporary(grant);
        }
        if (!mayCreateTemporary(owner)) { // a grant without the right to grant may be no more than a warning
            throw mayNotCreateTemporary(grant);
        }
    }

    private boolean mayCreateTemporary(Connection owner) throws SQLException {
        return strings(owner, SchemaSql.MAY_CREATE_TEMPORARY, name).equals(List.of("t"));
    }

    private DatabaseRefusedException mayNotCreateTemporary(String grant) {
        return new DatabaseRefusedException(
                "role %s may not make temporary tables, which it writes through: run %s as the owner of the database"
                        .formatted(name, grant));
    }

    private boolean logsIn(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, name, password)) {
            return connection.isValid(5);
        } catch (SQLException e) {
            if (DatabaseFailure.state(e) == SqlState.INVALID_AUTHORIZATION_SPECIFICATION) {
                return false;
            }
            throw e;
        }
    }

    /// The driver hashes the password (SCRAM), so no statement and no server log contains it.
    private void setPassword(Connection owner, String ownerName) throws SQLException {
        if (password.isEmpty()) {
            return;
        }
        try {
            owner.unwrap(PGConnection.class).alterUserPassword(name, password.toCharArray(), "scram-sha-256");
        } catch (SQLException e) {
            if (isNotPermitted(e)) {
                throw new DatabaseRefusedException(
                        "role %s cannot log in with LIFTLINE_DB_PASSWORD and %s may not change it: run ALTER ROLE %s LOGIN PASSWORD '…' with that value"
                                .formatted(name, ownerName, name));
            }
            throw e;
        }
    }

    private static boolean isNotPermitted(SQLException failure) {
        return DatabaseFailure.state(failure) == SqlState.INSUFFICIENT_PRIVILEGE;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> strings(Connection connection, String sql, String... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                List<String> values = new ArrayList<>();
                while (rows.next()) {
                    values.add(rows.getString(1));
                }
                return values;
            }
        }
    }
}

package io.liftline.schema;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;
import org.postgresql.PGConnection;

/// The role that the running service uses: it exists, can log in, and may read and write rows and make temporary
/// tables, nothing more.
///
/// Each step does nothing where there is nothing to do, so replicas may take it at every start.
final class ServiceRole {

    private static final Logger LOG = Logger.getLogger(ServiceRole.class);

    private final String name;
    private final String password;

    /// @param password may be empty, where the server asks for none
    ServiceRole(String name, String password) {
        this.name = name;
        this.password = password;
    }

    /// Makes the role if it is not there, gives it the configured password if it cannot log in, and grants
    /// what it lacks.
    ///
    /// @param owner a connection of the owner of the schema; its transaction is committed
    /// @param history name of the table that records the migrations
    /// @throws DatabaseRefusedException when the owner may not do what is needed; it says what to run
    void prepare(Connection owner, String history) throws SQLException {
        owner.setAutoCommit(false);
        try {
            create(owner);
            for (String grant : strings(owner, SchemaSql.MISSING_GRANTS, name, history)) {
                execute(owner, grant);
            }
            grantTemporary(owner);
            if (strings(owner, SchemaSql.MAY_CREATE, name).equals(List.of("t"))) {
                LOG.warnf(
                        "The service's role may create tables: role=%s advice=\"REVOKE CREATE ON SCHEMA public FROM PUBLIC\"",
                        name);
            }
            owner.commit();
        } catch (SQLException | DatabaseRefusedException e) {
            owner.rollback();
            throw e;
        } finally {
            owner.setAutoCommit(true);
        }
    }

    private void create(Connection owner) throws SQLException {
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
                } else if (facts.getBoolean("may_create")) {
                    for (String create : strings(owner, SchemaSql.CREATE_ROLE, name)) {
                        execute(owner, create);
                    }
                    setPassword(owner, ownerName);
                    LOG.infof("Created the service's role: role=%s", name);
                } else {
                    throw new DatabaseRefusedException(
                            "role %s does not exist and %s may not create roles: run CREATE ROLE %s LOGIN PASSWORD '…' with the value of LIFTLINE_DB_PASSWORD"
                                    .formatted(name, ownerName, name));
                }
            }
        }
    }

    /// Rows that may be stored already are written through a temporary table. Every role may make those, unless that
    /// right was revoked from PUBLIC; only the owner of the database can give it back.
    private void grantTemporary(Connection owner) throws SQLException {
        if (mayCreateTemporary(owner)) {
            return;
        }
        String grant = strings(owner, SchemaSql.GRANT_TEMPORARY, name).getFirst();
        try {
            execute(owner, grant);
        } catch (SQLException e) {
            if (!"42501".equals(e.getSQLState())) {
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
            if (String.valueOf(e.getSQLState()).startsWith("28")) {
                return false;
            }
            throw e;
        }
    }

    /// The driver hashes the password (SCRAM), so that it is in no statement and no server log.
    private void setPassword(Connection owner, String ownerName) throws SQLException {
        if (password.isEmpty()) {
            return;
        }
        try {
            owner.unwrap(PGConnection.class).alterUserPassword(name, password.toCharArray(), "scram-sha-256");
        } catch (SQLException e) {
            if ("42501".equals(e.getSQLState())) {
                throw new DatabaseRefusedException(
                        "role %s cannot log in with LIFTLINE_DB_PASSWORD and %s may not change it: run ALTER ROLE %s LOGIN PASSWORD '…' with that value"
                                .formatted(name, ownerName, name));
            }
            throw e;
        }
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

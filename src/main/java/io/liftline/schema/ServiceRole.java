package io.liftline.schema;

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

/// The role that the running service uses: it exists, can log in, and may read and write rows of the
/// service's own tables and make temporary ones, nothing more.
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

    /// Its name.
    String name() {
        return name;
    }

    /// Makes the role if it is not there, gives it the configured password if it cannot log in, and lets it
    /// use the schema and temporary tables: everything that may be refused, so that it is known before a
    /// table is changed.
    ///
    /// @param owner a connection of the owner of the schema; its transaction is committed
    /// @throws DatabaseRefusedException when the owner may not do what is needed; it says what to run
    void prepare(Connection owner) throws SQLException {
        inTransaction(owner, () -> {
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

    /// Grants what the role lacks on the service's own tables.
    ///
    /// @param owner a connection of the owner of the schema; its transaction is committed
    void grant(Connection owner) throws SQLException {
        inTransaction(owner, () -> {
            for (String grant : strings(owner, SchemaSql.MISSING_GRANTS, name)) {
                execute(owner, grant);
            }
        });
    }

    /// Takes back what versions up to 21 granted on tables that are not the service's. It does so once, so
    /// that what an operator grants afterwards stays.
    void revokeWideGrants(Connection owner) throws SQLException {
        for (String revoke : strings(owner, SchemaSql.WIDE_GRANTS, name)) {
            execute(owner, revoke);
            LOG.warnf("The service's role needs no rights here, they are taken back: statement=\"%s\"", revoke);
        }
    }

    /// Work of one transaction.
    @FunctionalInterface
    interface Work {
        void run() throws SQLException;
    }

    /// Runs work in a transaction, and commits it.
    static void inTransaction(Connection owner, Work work) throws SQLException {
        owner.setAutoCommit(false);
        try {
            work.run();
            owner.commit();
        } catch (SQLException | DatabaseRefusedException e) {
            owner.rollback();
            throw e;
        } finally {
            owner.setAutoCommit(true);
        }
    }

    /// The role has to find the tables where the owner makes them. Its search_path is set for this database
    /// if it leads elsewhere.
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
            if ("42501".equals(e.getSQLState())) {
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

    /// Rows that may be stored already are written through a temporary table. Every role may make those,
    /// unless that right was revoked from PUBLIC; only the owner of the database can give it back.
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

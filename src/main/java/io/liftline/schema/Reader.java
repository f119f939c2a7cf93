package io.liftline.schema;

import io.liftline.database.DatabaseFailure;
import io.liftline.database.Query;
import io.liftline.database.SqlState;
import io.liftline.database.Transaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import org.jboss.logging.Logger;
import org.postgresql.PGConnection;

/// The views for programs that only read, and their role `liftline_reader`. The views depend on the rollups,
/// so they are not a migration. They are not needed by the service: if something prevents them, it is logged.
final class Reader {

    /// The role. It belongs to the whole database server.
    static final String ROLE = "liftline_reader";

    private static final Logger LOG = Logger.getLogger(Reader.class);
    private static final String CREATE_ROLE = """
            DO $do$ BEGIN CREATE ROLE liftline_reader LOGIN NOINHERIT;
            EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $do$""";

    private final String password;

    /// @param password empty if the role is not to be created
    Reader(String password) {
        this.password = password;
    }

    /// Creates the views, the role if there is a password, and grants it the views if it exists.
    ///
    /// @param owner a connection of the owner of the schema; its transaction is committed
    void reconcile(Connection owner) throws SQLException {
        Transaction.run(owner, () -> {
            Savepoint before = owner.setSavepoint();
            try {
                create(owner);
            } catch (SQLException e) {
                if (DatabaseFailure.state(e) == SqlState.LOCK_NOT_AVAILABLE) {
                    throw e;
                }
                owner.rollback(before);
                LOG.warnf(
                        "The views for %s are not as they should be: reason=\"%s\"",
                        ROLE, String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
            }
        });
    }

    /// Removes the views, before columns or rollups are changed. [#reconcile] creates them again.
    void drop(Connection owner) throws SQLException {
        Query.execute(owner, ReaderSql.DROP);
    }

    private void create(Connection owner) throws SQLException {
        for (String view : ReaderSql.CREATE) {
            Query.execute(owner, view);
        }
        if (Query.first(owner, row -> row.getBoolean(1), RollupSql.EXIST).orElseThrow()) {
            for (String view : ReaderSql.CREATE_OF_ROLLUPS) {
                Query.execute(owner, view);
            }
        }
        if (!password.isEmpty()) {
            Query.execute(owner, CREATE_ROLE);
            owner.unwrap(PGConnection.class).alterUserPassword(ROLE, password.toCharArray(), "scram-sha-256");
        }
        if (Query.first(owner, row -> row.getBoolean("there"), ReaderSql.EXISTS, ROLE)
                .orElseThrow()) {
            for (String grant : Query.list(owner, row -> row.getString(1), ReaderSql.MISSING_GRANTS, ROLE)) {
                Query.execute(owner, grant);
            }
        }
    }
}

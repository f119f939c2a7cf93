package io.liftline.schema;

import io.agroal.api.AgroalDataSource;
import io.liftline.database.Transaction;
import io.quarkus.agroal.DataSource;
import io.quarkus.flyway.FlywayDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jboss.logging.Logger;

/// Migrates a database to the schema of this program, as the owner of the schema. Its methods block.
///
/// Several replicas may run it concurrently: the [MigrationLock] lets one migrate at a time.
@ApplicationScoped
public class SchemaMigration {

    private static final Logger LOG = Logger.getLogger(SchemaMigration.class);

    private final Flyway flyway;
    private final javax.sql.DataSource owner;
    private final ServiceRole serviceRole;
    private final TakeoverCheck takeover;
    private final InstantSource clock;
    private final Reader reader;

    @Inject
    SchemaMigration(
            @FlywayDataSource("owner") Flyway flyway,
            @DataSource("owner") AgroalDataSource owner,
            @ConfigProperty(name = "quarkus.datasource.username") String serviceRole,
            @ConfigProperty(name = "quarkus.datasource.password") Optional<String> servicePassword,
            TakeoverCheck takeover,
            ReaderConfig reader,
            InstantSource clock) {
        this(
                flyway,
                owner,
                new ServiceRole(serviceRole, servicePassword.orElse("")),
                takeover,
                new Reader(reader.password().orElse("")),
                clock);
    }

    SchemaMigration(
            Flyway flyway,
            javax.sql.DataSource owner,
            ServiceRole serviceRole,
            TakeoverCheck takeover,
            Reader reader,
            InstantSource clock) {
        this.flyway = flyway;
        this.owner = owner;
        this.serviceRole = serviceRole;
        this.takeover = takeover;
        this.reader = reader;
        this.clock = clock;
    }

    /// Checks the database, migrates it, and grants the service's role its rights. All preconditions are
    /// checked before the first change. The connections are closed afterwards.
    ///
    /// @throws DatabaseRefusedException if a precondition is not met and a retry cannot succeed
    /// @throws DatabaseNotReadyException if another session holds a lock on a table that must be changed
    /// @throws SQLException if the database cannot be reached, or a statement fails
    public void migrate() throws SQLException {
        withOwner(connection -> {
            refuseOrWarn(DatabaseFacts.read(connection, clock));
            try (MigrationLock _ = MigrationLock.take(connection)) {
                if (!SchemaHistory.isTakenOver(connection)) {
                    takeover.refuseOrLog(connection, serviceRole.name());
                }
                serviceRole.prepare(connection);
                if (SchemaHistory.isOld(connection)) {
                    Transaction.run(connection, () -> {
                        SchemaHistory.copy(connection);
                        serviceRole.revokeWideGrants(connection);
                    });
                }
                runMigrations(connection);
                serviceRole.grant(connection);
                new Rollups(serviceRole.name()).reconcile(connection);
                reader.reconcile(connection);
            }
        });
    }

    /// Logs what [#migrate()] would change and refuse, and changes nothing. It reads all rows.
    ///
    /// @return whether the migration would be refused
    public boolean preview() throws SQLException {
        List<Finding> findings = new ArrayList<>();
        withOwner(connection -> {
            DatabaseFacts facts = DatabaseFacts.read(connection, clock);
            Preflight.refusals(facts).forEach(line -> findings.add(new Finding(Finding.Weight.REFUSED, line)));
            serviceRole.obstacle(connection).ifPresent(line -> findings.add(new Finding(Finding.Weight.REFUSED, line)));
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            if (!SchemaHistory.isTakenOver(connection)) {
                findings.addAll(takeover.findings(connection, serviceRole.name()));
                findings.addAll(TakeoverPreview.of(connection));
            }
            connection.rollback();
            connection.setReadOnly(false);
            connection.setAutoCommit(true);
        });
        findings.forEach(TakeoverCheck::log);
        return findings.stream().anyMatch(finding -> finding.weight() == Finding.Weight.REFUSED);
    }

    /// Gives the channels of a migrated database the type that compresses best. Rollups that are continuous
    /// aggregates prevent it, so they are created anew, and their worker aggregates all samples again.
    ///
    /// @throws DatabaseRefusedException if something prevents it, with the reason
    public void compact() throws SQLException {
        Rollups rollups = new Rollups(serviceRole.name());
        withOwner(connection -> {
            refuseIfArchived(connection);
            try {
                reader.drop(connection);
                rollups.dropViews(connection);
                useReading(connection);
            } finally {
                rollups.reconcile(connection);
                reader.reconcile(connection);
            }
        });
    }

    /// The rollups of samples that are in the archive only could not be created anew.
    private static void refuseIfArchived(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SchemaSql.IS_ARCHIVED)) {
            if (row.next() && row.getBoolean(1)) {
                throw new DatabaseRefusedException(
                        "the channels stay as they are: samples are in the archive only, and the rollups would lose them");
            }
        }
    }

    private static void useReading(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET lock_timeout = '2s'");
            try (ResultSet row = statement.executeQuery("SELECT liftline_use_reading()")) {
                SQLWarning warning = statement.getWarnings();
                if (row.next() && !row.getBoolean(1)) {
                    throw new DatabaseRefusedException(
                            warning == null ? "the channels stay as they are" : String.valueOf(warning.getMessage()));
                }
            }
        } catch (SQLException e) {
            throw LockHolders.named(connection, e);
        }
    }

    private void runMigrations(Connection connection) throws SQLException {
        try {
            flyway.migrate();
        } catch (FlywayException e) {
            throw LockHolders.named(connection, e);
        }
    }

    /// Work with a connection of the owner.
    @FunctionalInterface
    private interface Work {
        void on(Connection connection) throws SQLException;
    }

    private void withOwner(Work work) throws SQLException {
        try (Connection connection = owner.getConnection()) {
            work.on(connection);
        } finally {
            if (owner instanceof AgroalDataSource pool) {
                pool.flush(AgroalDataSource.FlushMode.IDLE);
            }
        }
    }

    static void refuseOrWarn(DatabaseFacts facts) {
        Preflight.warnings(facts).forEach(line -> LOG.warnf("Preflight: %s", line));
        List<String> refusals = Preflight.refusals(facts);
        if (!refusals.isEmpty()) {
            throw new DatabaseRefusedException(String.join("; ", refusals));
        }
    }
}

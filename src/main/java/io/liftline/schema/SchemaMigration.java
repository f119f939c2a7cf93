package io.liftline.schema;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.flyway.FlywayDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.Flyway;
import org.jboss.logging.Logger;

/// Brings a database to the schema of this program, as the owner of the schema; blocking.
///
/// Safe to run from several replicas at once: Flyway's lock lets one migrate, a lock of ours lets one see
/// to the grants.
@ApplicationScoped
public class SchemaMigration {

    private static final Logger LOG = Logger.getLogger(SchemaMigration.class);

    private final Flyway flyway;
    private final javax.sql.DataSource owner;
    private final ServiceRole serviceRole;
    private final InstantSource clock;

    @Inject
    SchemaMigration(
            @FlywayDataSource("owner") Flyway flyway,
            @DataSource("owner") AgroalDataSource owner,
            @ConfigProperty(name = "quarkus.datasource.username") String serviceRole,
            @ConfigProperty(name = "quarkus.datasource.password") Optional<String> servicePassword,
            InstantSource clock) {
        this(flyway, owner, new ServiceRole(serviceRole, servicePassword.orElse("")), clock);
    }

    SchemaMigration(Flyway flyway, javax.sql.DataSource owner, ServiceRole serviceRole, InstantSource clock) {
        this.flyway = flyway;
        this.owner = owner;
        this.serviceRole = serviceRole;
        this.clock = clock;
    }

    /// Checks the database, migrates it, and prepares the service's role. Keeps no connection afterwards.
    ///
    /// @throws DatabaseRefusedException when the database cannot be used and waiting will not mend it
    /// @throws SQLException when it cannot be reached, or a statement fails
    public void migrate() throws SQLException {
        try (Connection connection = owner.getConnection()) {
            refuseOrWarn(DatabaseFacts.read(connection, clock));
            refuseForeignTables(connection);
            try (MigrationLock _ = MigrationLock.take(connection)) {
                flyway.migrate();
                serviceRole.prepare(connection, flyway.getConfiguration().getTable());
            }
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

    private static void refuseForeignTables(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(SchemaSql.FOREIGN_TABLES)) {
            if (rows.next()) {
                String user = connection.getMetaData().getUserName();
                String table = rows.getString("name");
                throw new DatabaseRefusedException("table %s does not belong to %s: run ALTER TABLE %s OWNER TO %s"
                        .formatted(table, user, table, user));
            }
        }
    }
}

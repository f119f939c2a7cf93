package io.liftline.schema;

import io.agroal.api.AgroalDataSource;
import io.liftline.database.ProbeConnection;
import io.liftline.database.Query;
import io.quarkus.agroal.DataSource;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/// Brings what depends on the edition of TimescaleDB and on the configuration to what it should be: on the
/// community edition, the compression of the hypertables and its policies. It is not a migration, because an
/// operator may change either later. With a store for the archive, TimescaleDB's own retention policies on
/// the hypertables are removed: they drop chunks that nobody has verified.
@Singleton
public class Reconcile {

    private static final Logger LOG = Logger.getLogger(Reconcile.class);
    private static final String LOCK_TIMEOUT = "SET lock_timeout = '2s'";

    private final ProbeConnection probe;
    private final AgroalDataSource owner;
    private final String differences;

    Reconcile(
            ProbeConnection probe,
            @DataSource("owner") AgroalDataSource owner,
            StorageConfig storage,
            @ConfigProperty(name = "liftline.archive.store", defaultValue = "none") String store) {
        this.probe = probe;
        this.owner = owner;
        this.differences =
                ReconcileSql.differences(storage, store.equals("none") ? Retention.OF_TIMESCALE : Retention.OF_ARCHIVE);
    }

    /// Who drops old chunks.
    enum Retention {
        /// Whatever policies an operator has set.
        OF_TIMESCALE,
        /// The archive, which verifies them first.
        OF_ARCHIVE
    }

    /// The statements that would have to run. Empty if nothing is to be changed, and always on the apache
    /// edition. Asked as the service's own role.
    public Uni<List<String>> differences() {
        return probe.ask(differences).map(row -> Arrays.asList(row.getArrayOfStrings("statements")));
    }

    /// Runs these statements as the owner of the schema. Several replicas may do so concurrently. Blocks.
    ///
    /// @throws SQLException if one fails; those before it have had their effect
    public void run() throws SQLException {
        try (Connection connection = owner.getConnection()) {
            try (MigrationLock _ = MigrationLock.take(connection)) {
                Query.execute(connection, LOCK_TIMEOUT);
                run(connection, differences);
            }
        } finally {
            owner.flush(AgroalDataSource.FlushMode.IDLE);
        }
    }

    static void run(Connection connection, String differences) throws SQLException {
        List<String> statements = Query.first(
                        connection,
                        row -> List.of((String[]) row.getArray("statements").getArray()),
                        differences)
                .orElseThrow();
        for (String statement : statements) {
            Query.execute(connection, statement);
            LOG.infof("Reconciled: statement=\"%s\"", statement);
        }
    }
}

package io.liftline.ingest.write;

import io.liftline.database.Background;
import io.liftline.database.SchemaReady;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jboss.logging.Logger;

/// Reads every minute how long the retention policies of TimescaleDB keep samples. Liftline creates none, so an
/// operator or another program has. Its methods block, except [#current()].
@Singleton
public class ForeignRetention {

    private static final Logger LOG = Logger.getLogger(ForeignRetention.class);
    private static final Duration EVERY = Duration.ofMinutes(1);

    /// The policy that deletes first, if any. The difference of two times has months of the right length.
    private static final String SHORTEST = """
            SELECT job_id,
                   extract(epoch FROM now() - (now() - (config ->> 'drop_after')::interval))::bigint AS seconds
            FROM timescaledb_information.jobs
            WHERE scheduled
              AND proc_name = 'policy_retention'
              AND config ? 'drop_after'
              AND (hypertable_schema, hypertable_name) IN (
                  SELECT n.nspname, c.relname
                  FROM pg_class c
                  JOIN pg_namespace n ON n.oid = c.relnamespace
                  WHERE c.oid = to_regclass('esp_telemetry'))
            ORDER BY seconds
            LIMIT 1
            """;

    private final WriterConnections connections;
    private final Background background = new Background("foreign-retention");
    private volatile Retention current = Retention.UNLIMITED;

    ForeignRetention(WriterConnections connections) {
        this.connections = connections;
    }

    void begin(@Observes SchemaReady event) {
        read();
        background.repeat(EVERY, EVERY, this::read);
    }

    void end(@Observes ShutdownEvent event) {
        background.close();
    }

    /// What was read last. Unlimited before the first time.
    public Retention current() {
        return current;
    }

    /// Reads the policies. After a failure, what was read before remains valid.
    void read() {
        try {
            current = connections.use(connection -> {
                try (Statement statement = connection.createStatement();
                        ResultSet row = statement.executeQuery(SHORTEST)) {
                    return row.next()
                            ? new Retention(Duration.ofSeconds(row.getLong("seconds")), row.getInt("job_id"))
                            : Retention.UNLIMITED;
                }
            });
        } catch (SQLException | RuntimeException e) {
            LOG.debugf("Retention policies could not be read: reason=\"%s\"", e.getMessage());
        }
    }
}

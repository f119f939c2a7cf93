package io.liftline.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ReadOnlyWatchTest {

    private static final String BACKEND = "SELECT pg_backend_pid()";

    @Inject
    Event<DatabaseReadOnly> writeRefused;

    @Inject
    Event<DatabaseWritable> writable;

    @Inject
    Pool pool;

    @Inject
    @DataSource("copy")
    AgroalDataSource copies;

    @Test
    void aRefusedWriteGivesUpTheConnectionsOfBothDrivers() throws SQLException {
        int reactive = reactiveBackend();
        int copy = copyBackend();
        assertThat(copyBackend()).as("a pooled connection is used again").isEqualTo(copy);

        writeRefused.fire(new DatabaseReadOnly());

        assertThat(reactiveBackend()).isNotEqualTo(reactive);
        assertThat(copyBackend()).isNotEqualTo(copy);
    }

    @Test
    void connectionsOpenedMeanwhileAreGivenUpOnceWritesAreTakenAgain() {
        writeRefused.fire(new DatabaseReadOnly());
        int meanwhile = reactiveBackend();

        writable.fire(new DatabaseWritable());
        int afterwards = reactiveBackend();
        writable.fire(new DatabaseWritable());

        assertThat(afterwards).isNotEqualTo(meanwhile);
        assertThat(pool.size()).as("connections that are kept").isPositive();
    }

    private int reactiveBackend() {
        return pool.query(BACKEND)
                .execute()
                .await()
                .indefinitely()
                .iterator()
                .next()
                .getInteger(0);
    }

    private int copyBackend() throws SQLException {
        try (Connection connection = copies.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(BACKEND)) {
            row.next();
            return row.getInt(1);
        }
    }
}

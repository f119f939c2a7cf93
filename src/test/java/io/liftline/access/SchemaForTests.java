package io.liftline.access;

import io.agroal.api.AgroalDataSource;
import io.liftline.telemetry.SchemaReady;
import io.quarkus.agroal.DataSource;
import io.quarkus.flyway.FlywayDataSource;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.Flyway;

/// Stands in for the service's start-up until that is there: migrates, grants, and says that the schema is
/// ready.
@ApplicationScoped
public class SchemaForTests {

    private final Flyway flyway;
    private final AgroalDataSource owner;
    private final Event<SchemaReady> ready;
    private final String serviceRole;

    SchemaForTests(
            @FlywayDataSource("owner") Flyway flyway,
            @DataSource("owner") AgroalDataSource owner,
            Event<SchemaReady> ready,
            @ConfigProperty(name = "quarkus.datasource.username") String serviceRole) {
        this.flyway = flyway;
        this.owner = owner;
        this.ready = ready;
        this.serviceRole = serviceRole;
    }

    void onStart(@Observes StartupEvent event) throws SQLException {
        flyway.migrate();
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO " + serviceRole);
        }
        ready.fire(new SchemaReady());
    }
}

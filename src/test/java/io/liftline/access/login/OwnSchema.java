package io.liftline.access.login;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Creates the tables of this package, empty, in a separate schema for a test.
@ApplicationScoped
public class OwnSchema {

    private static final String NAME = "access_test";

    private final AgroalDataSource owner;
    private final Vertx vertx;
    private final PgConnectOptions options;

    OwnSchema(
            @DataSource("owner") AgroalDataSource owner,
            Vertx vertx,
            @ConfigProperty(name = "quarkus.datasource.reactive.url") String url,
            @ConfigProperty(name = "quarkus.datasource.username") String user,
            @ConfigProperty(name = "quarkus.datasource.password") String password) {
        this.owner = owner;
        this.vertx = vertx;
        this.options = PgConnectOptions.fromUri(url)
                .setUser(user)
                .setPassword(password)
                .addProperty("search_path", NAME);
    }

    public void with(Consumer<Pool> test) throws SQLException {
        drop();
        for (String table : new String[] {"app_user", "signing_key"}) {
            execute("CREATE SCHEMA IF NOT EXISTS " + NAME);
            execute("CREATE TABLE %s.%s (LIKE public.%s INCLUDING ALL)".formatted(NAME, table, table));
        }
        execute("GRANT USAGE ON SCHEMA %s TO %s".formatted(NAME, options.getUser()));
        execute("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA %s TO %s"
                .formatted(NAME, options.getUser()));
        Pool pool = Pool.pool(vertx, options, new PoolOptions().setMaxSize(8));
        try {
            test.accept(pool);
        } finally {
            pool.close().await().indefinitely();
            drop();
        }
    }

    private void drop() throws SQLException {
        execute("DROP SCHEMA IF EXISTS " + NAME + " CASCADE");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}

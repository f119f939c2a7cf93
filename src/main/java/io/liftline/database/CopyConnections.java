package io.liftline.database;

import io.agroal.api.AgroalPoolInterceptor;
import io.quarkus.agroal.DataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/// Sets the deadlines of new connections in the pool `copy`: the server ends a statement after
/// [Deadlines#statement()], and the connection fails if it has received nothing for [Deadlines#answer()].
@Singleton
@DataSource("copy")
class CopyConnections implements AgroalPoolInterceptor {

    private final Deadlines deadlines;

    CopyConnections(Deadlines deadlines) {
        this.deadlines = deadlines;
    }

    @Override
    public void onConnectionCreate(Connection connection) {
        try (Statement statement = connection.createStatement()) {
            connection.setNetworkTimeout(Runnable::run, (int) deadlines.answer().toMillis());
            statement.execute("SET statement_timeout = " + deadlines.statement().toMillis());
        } catch (SQLException e) {
            throw new IllegalStateException("a new connection cannot be prepared", e);
        }
    }
}

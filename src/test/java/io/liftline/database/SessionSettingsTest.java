package io.liftline.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/// What the connections set for themselves, whatever the server's configuration says.
@QuarkusTest
@SuppressWarnings("NullAway.Init") // injected
class SessionSettingsTest {

    @Inject
    Pool pool;

    @Inject
    @DataSource("copy")
    AgroalDataSource copies;

    @Test
    void questionsArePlannedWithTheirValuesAndNotCompiled() {
        assertThat(asked("plan_cache_mode")).isEqualTo("force_custom_plan");
        assertThat(asked("jit")).isEqualTo("off");
        assertThat(asked("TimeZone")).isEqualTo("UTC");
    }

    @Test
    void statementsOfWritersRollupsAndRulesAreNotCompiled() throws SQLException {
        assertThat(copied("jit")).isEqualTo("off");
        assertThat(copied("liftline.marks_hours")).isEqualTo("on");
    }

    private String asked(String setting) {
        return pool.query("SHOW " + setting)
                .execute()
                .await()
                .indefinitely()
                .iterator()
                .next()
                .getString(0);
    }

    private String copied(String setting) throws SQLException {
        try (Connection connection = copies.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW " + setting)) {
            row.next();
            return row.getString(1);
        }
    }
}

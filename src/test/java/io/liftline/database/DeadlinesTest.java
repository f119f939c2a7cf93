package io.liftline.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.liftline.fixtures.Settings;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/// All time limits of a statement derive from one setting.
@QuarkusTest
@SuppressWarnings("NullAway.Init") // injected
class DeadlinesTest {

    private static final String SHOW = "SHOW statement_timeout";

    @Inject
    Deadlines deadlines;

    @Inject
    Pool pool;

    @Inject
    @DataSource("copy")
    AgroalDataSource copies;

    @Inject
    ProbeConnection probe;

    @ConfigProperty(name = "quarkus.datasource.copy.jdbc.additional-jdbc-properties.connectTimeout")
    int copyConnectSeconds;

    @ConfigProperty(name = "quarkus.datasource.copy.jdbc.additional-jdbc-properties.loginTimeout")
    int copyLoginSeconds;

    @Test
    void aStatementEndsAfterTheSettingAndItsAnswerIsWaitedForFiveSecondsLonger() {
        assertThat(deadlines.statement()).isEqualTo(Duration.ofSeconds(30));
        assertThat(deadlines.answer()).isEqualTo(Duration.ofSeconds(35));

        Deadlines shorter = new Deadlines(
                new Settings(Map.of("liftline.database.statement-timeout", "PT2S")).of(DatabaseConfig.class));
        assertThat(shorter.statement()).isEqualTo(Duration.ofSeconds(2));
        assertThat(shorter.answer()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void theServerEndsStatementsOfEveryConnection() throws SQLException {
        assertThat(pool.withConnection(connection -> connection.query(SHOW).execute())
                        .await()
                        .indefinitely()
                        .iterator()
                        .next()
                        .getString(0))
                .isEqualTo("30s");
        assertThat(probe.ask(SHOW).await().indefinitely().getString(0)).isEqualTo("30s");
        try (Connection connection = copies.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(SHOW)) {
            row.next();
            assertThat(row.getString(1)).isEqualTo("30s");
            assertThat(connection.getNetworkTimeout()).isEqualTo(35_000);
        }
    }

    @Test
    void aConnectionIsOpenedWithinTheSameTimeByBothDrivers() {
        assertThat(Deadlines.CONNECT).hasSeconds(copyConnectSeconds).hasSeconds(copyLoginSeconds);
    }
}

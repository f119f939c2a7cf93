package io.liftline.query;

import io.agroal.api.AgroalDataSource;
import io.liftline.fixtures.Await;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@SuppressWarnings("NullAway.Init") // injected
class WarmPlacesTest {

    private static final String OPEN =
            "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'liftline' AND datname = current_database()";

    @Inject
    @DataSource("owner")
    AgroalDataSource owner;

    @ConfigProperty(name = "quarkus.datasource.reactive.max-size")
    int poolSize;

    @Test
    void soonAfterTheStartThereIsAConnectionForEachSmallQuestion() {
        Await.until("they are open", () -> open() >= QuestionClass.SMALL.atOnce(poolSize));
    }

    private long open() throws SQLException {
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(OPEN)) {
            row.next();
            return row.getLong(1);
        }
    }
}

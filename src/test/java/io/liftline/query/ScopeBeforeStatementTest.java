package io.liftline.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.fixtures.TestDatabase;
import io.liftline.fixtures.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.Statement;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A query of one well outside the caller's scope runs no statement, so its duration does not reveal whether
/// the well exists.
@QuarkusTest
class ScopeBeforeStatementTest {

    /// The id of every request, so that all problems have the same `instance`.
    private static final String ONE_NAME = "one-name";

    @Inject
    Tokens tokens;

    @ParameterizedTest
    @ValueSource(strings = {"/latest", "/telemetry", "/telemetry?format=csv", "/series", "/at", "/diagnostics"})
    void aForeignWellIsAnsweredThoughTheTablesAreLocked(String question) throws Exception {
        String well = Questions.newWell("LCK");
        Questions.of(tokens, "*").post(Stream.of("%s,%s,1".formatted(well, Questions.minute(0))));
        Questions stranger = Questions.of(tokens, "OTHER*");

        try (TestDatabase database = TestDatabase.ofService();
                Connection owner = database.connect();
                Statement statement = owner.createStatement()) {
            owner.setAutoCommit(false);
            statement.execute("LOCK TABLE esp_telemetry, well IN ACCESS EXCLUSIVE MODE");

            String foreign = stranger.problem(404, "/wells/" + well + question, "X-Request-Id", ONE_NAME)
                    .toString();
            String absent = stranger.problem(404, "/wells/" + well + "x" + question, "X-Request-Id", ONE_NAME)
                    .toString();

            assertThat(foreign.replace(well, well + "x")).isEqualTo(absent);
            owner.rollback();
        }
    }
}

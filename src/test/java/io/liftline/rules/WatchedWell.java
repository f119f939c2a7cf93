package io.liftline.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.access.Role;
import io.liftline.fixtures.TestDatabase;
import io.liftline.fixtures.Tokens;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// A well of the real database. Its samples are recent, one per minute.
final class WatchedWell {

    static final String HOT = "124.0";
    static final String COOL = "95.0";

    private final TestDatabase database;
    private final Tokens tokens;
    private final String id = "RUL-" + System.nanoTime();
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    WatchedWell(TestDatabase database, Tokens tokens) {
        this.database = database;
        this.tokens = tokens;
    }

    String id() {
        return id;
    }

    Instant now() {
        return now;
    }

    void register() throws SQLException {
        database.run("""
                INSERT INTO well (well_id, first_at, last_at, limits)
                VALUES ('%s', now(), now(), '{"channels": {"motor_temp": {"high_alarm": 120}}}')""".formatted(id));
    }

    /// Samples from so many to so many minutes ago, both inclusive.
    void store(int from, int to, String motorTemp) throws SQLException {
        database.run(
                """
                INSERT INTO esp_telemetry (well_id, "timestamp", motor_temp)
                SELECT '%s', t, %s
                FROM generate_series('%s'::timestamptz, '%s'::timestamptz, INTERVAL '1 minute') AS t""".formatted(id, motorTemp, now.minus(Duration.ofMinutes(from)), now.minus(Duration.ofMinutes(to))));
    }

    /// Its only finding.
    JsonObject only(String query) {
        List<JsonObject> findings = findings(query);
        assertThat(findings).hasSize(1);
        return findings.getFirst();
    }

    List<JsonObject> findings(String query) {
        Response answer = tokens.as(Role.VIEWER).get("/api/v1/diagnostics?wells=" + id + "&" + query);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        return new JsonObject(answer.asString())
                .getJsonArray("diagnostics").stream()
                        .map(JsonObject.class::cast)
                        .toList();
    }
}

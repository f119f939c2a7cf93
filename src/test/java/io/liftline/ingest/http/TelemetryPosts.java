package io.liftline.ingest.http;

import io.liftline.access.Role;
import io.liftline.fixtures.TestDatabase;
import io.liftline.fixtures.Tokens;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;

/// Posts of samples for a well of their own, and what the real database has of it.
abstract class TelemetryPosts {

    static final AtomicInteger WELLS = new AtomicInteger();
    static final String URI = "/api/v1/telemetry";

    @Inject
    Tokens tokens;

    @Inject
    Pool pool;

    /// A well that no other test writes to.
    String well;

    @BeforeEach
    void takeAWellOfOnesOwn() throws SQLException {
        well = "ING-" + WELLS.incrementAndGet();
        TestDatabase.ofService().run("DELETE FROM esp_telemetry WHERE well_id ^@ '%s'".formatted(well));
    }

    JsonPath json(String body) {
        return post("application/json", body.getBytes(StandardCharsets.UTF_8), "")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    Response post(String type, byte[] body, String query) {
        return tokens.as(Role.WRITER).contentType(type).body(body).post(URI + query);
    }

    byte[] sample(String values) {
        return "{\"well_id\":\"%s\",\"timestamp\":\"2025-11-20T06:00:00Z\",%s}"
                .formatted(well, values)
                .getBytes(StandardCharsets.UTF_8);
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    List<String> rows(String... columns) {
        return pool
                .preparedQuery("SELECT timestamp, %s FROM esp_telemetry WHERE well_id = $1 ORDER BY timestamp"
                        .formatted(String.join(", ", columns)))
                .executeAndAwait(Tuple.of(well))
                .stream()
                .map(row -> text(row, columns.length))
                .toList();
    }

    static String text(Row row, int columns) {
        StringBuilder text =
                new StringBuilder(row.getOffsetDateTime(0).toInstant().toString());
        for (int i = 1; i <= columns; i++) {
            text.append(' ').append(row.getDouble(i));
        }
        return text.toString();
    }

    static String counts(JsonPath receipt) {
        return "received %d, inserted %d, updated %d, duplicates %d, conflicts %d, rejected %d"
                .formatted(
                        receipt.getInt("received"),
                        receipt.getInt("inserted"),
                        receipt.getInt("updated"),
                        receipt.getInt("duplicates"),
                        receipt.getInt("conflicts"),
                        receipt.getInt("rejected"));
    }
}

package io.liftline.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// How often the statements of the storage run what reads all chunks.
@QuarkusTest
class StorageAtManyChunksTest {

    private static final int DAYS = 60;
    private static final int HYPERTABLES = 2;
    private static final Instant FIRST = Instant.parse("1993-03-01T12:00:00Z");
    private static final Instant LAST = FIRST.plus(Duration.ofDays(DAYS - 1));

    @Inject
    Pool pool;

    @Inject
    @DataSource("owner")
    AgroalDataSource owner;

    /// A node of a plan that was executed.
    record Node(String text, int loops) {}

    @BeforeEach
    void writeASampleADay() throws SQLException {
        run("""
                INSERT INTO esp_telemetry (well_id, timestamp, pip)
                SELECT 'STORAGE-PLANS', time, 1
                FROM generate_series('%s'::timestamptz, '%s', INTERVAL '1 day') AS time""".formatted(FIRST, LAST));
    }

    @AfterEach
    void dropItsChunks() throws SQLException {
        run("SELECT drop_chunks('esp_telemetry', older_than => '%s'::timestamptz, newer_than => '%s'::timestamptz)"
                .formatted(LAST.plus(Duration.ofDays(1)), FIRST.minus(Duration.ofDays(1))));
    }

    @Test
    void aPageOfChunksReadsTheSizesOfAllChunksOnceForEachHypertable() {
        List<Node> nodes =
                nodes(StorageSql.CHUNKS, ChunksQuery.of("", "", "10000", "").parameters());

        assertThatEachRunsOnceForEachHypertable(nodes);
        assertThat(nodes.stream().filter(node -> node.text().contains("chunk_archive")))
                .as("what is looked up for each chunk, so the statement had that many")
                .anyMatch(node -> node.loops() >= DAYS);
    }

    @Test
    void theHypertablesReadThemOnceForEachOfThem() {
        assertThatEachRunsOnceForEachHypertable(nodes(StorageSql.HYPERTABLES, Tuple.tuple()));
    }

    private static void assertThatEachRunsOnceForEachHypertable(List<Node> nodes) {
        for (String function : List.of("chunks_detailed_size", "chunk_compression_stats")) {
            assertThat(nodes.stream().filter(node -> node.text().contains(function)))
                    .as(function)
                    .isNotEmpty()
                    .allMatch(node -> node.loops() <= HYPERTABLES);
        }
    }

    /// The nodes of the plan of a statement that was run.
    private List<Node> nodes(String statement, Tuple parameters) {
        Object plan = pool.withConnection(connection -> connection
                        .preparedQuery("EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) " + statement)
                        .execute(parameters))
                .await()
                .atMost(Duration.ofSeconds(30))
                .iterator()
                .next()
                .getValue(0);
        return nodes(new JsonArray(plan.toString()).getJsonObject(0).getJsonObject("Plan"))
                .toList();
    }

    private static Stream<Node> nodes(JsonObject plan) {
        JsonObject own = plan.copy();
        own.remove("Plans");
        Stream<Node> below = plan.getJsonArray("Plans", new JsonArray()).stream()
                .map(JsonObject.class::cast)
                .flatMap(StorageAtManyChunksTest::nodes);
        return Stream.concat(Stream.of(new Node(own.encode(), plan.getInteger("Actual Loops"))), below);
    }

    private void run(String sql) throws SQLException {
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}

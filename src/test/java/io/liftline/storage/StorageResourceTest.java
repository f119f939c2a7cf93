package io.liftline.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.liftline.access.Role;
import io.liftline.fixtures.TestDatabase;
import io.liftline.fixtures.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The state of the storage, on the database of the edition at hand.
@QuarkusTest
class StorageResourceTest {

    private static final String WELL = "STORAGE-1";

    @Inject
    Tokens tokens;

    private final TestDatabase database = TestDatabase.ofService();

    @BeforeEach
    void storeSamplesOfThreeDays() {
        tokens.as(Role.WRITER)
                .contentType("text/csv")
                .body("""
                        well_id,timestamp,pip
                        %1$s,2011-03-01T12:00:00Z,800
                        %1$s,2011-03-02T12:00:00Z,801
                        %1$s,2011-03-03T12:00:00Z,802
                        """.formatted(WELL))
                .post("/api/v1/telemetry")
                .then()
                .statusCode(200);
    }

    @Test
    void theEditionAndWhatItLacksAreNamed() throws SQLException {
        JsonPath storage = get("");

        assertThat(storage.getString("edition")).isEqualTo(isCommunity() ? "community" : "apache");
        assertThat(storage.getString("timescaledb"))
                .isEqualTo(database.row("SELECT extversion FROM pg_extension WHERE extname = 'timescaledb'"));
        assertThat(storage.getString("postgresql"))
                .isEqualTo(database.row("SELECT split_part(current_setting('server_version'), ' ', 1)"));
        assertThat(storage.getLong("bytes")).isGreaterThan(1_000_000);
        assertThat(storage.getList("lacks"))
                .isEqualTo(isCommunity() ? List.of() : List.of("compression", "continuous aggregates", "policies"));
        assertThat(storage.getList("channels_not_compact")).isEmpty();
        assertThat(storage.getString("retention")).isEqualTo("off");
    }

    @Test
    void aHypertableHasItsChunksAndSize() throws SQLException {
        JsonPath storage = get("/hypertables");

        assertThat(storage.getList("hypertables.name")).containsExactly("esp_telemetry", "diagnostic_results");
        assertThat(storage.getList("hypertables.chunk_interval")).containsExactly("P1D", "P7D");
        assertThat(storage.getLong("hypertables[0].chunks"))
                .isEqualTo(Long.parseLong(database.row("SELECT count(*) FROM show_chunks('esp_telemetry')")))
                .isGreaterThanOrEqualTo(3);
        assertThat(storage.getLong("hypertables[0].bytes"))
                .isEqualTo(Long.parseLong(
                        database.row("SELECT sum(total_bytes) FROM chunks_detailed_size('esp_telemetry')")));
        assertThat(storage.getString("hypertables[0].oldest")).endsWith("T00:00:00Z");
        assertThat(storage.getList("hypertables.archive_after"))
                .as("no store is configured")
                .containsOnlyNulls();
        assertThat(storage.getList("hypertables.retain_for")).containsOnlyNulls();
    }

    @ParameterizedTest
    @ValueSource(strings = {"due", "exported", "stored", "verified", "dropped"})
    void aChunkHasTheStateOfItsNewestVersionInTheArchive(String state) throws SQLException {
        record(1, "verified");
        record(2, state);
        try {
            JsonPath page = get("/chunks?hypertable=esp_telemetry&limit=10000");

            String chunk = "chunks.find { it.from == '2011-03-0%dT00:00:00Z' }.";
            assertThat(page.getString(chunk.formatted(1) + "archive_state")).isEqualTo(state);
            assertThat(page.getInt(chunk.formatted(1) + "archive_version")).isEqualTo(2);
            assertThat(page.getString(chunk.formatted(2) + "archive_state")).isNull();
            assertThat(page.getString(chunk.formatted(2) + "archive_version")).isNull();
        } finally {
            database.run("DELETE FROM chunk_archive WHERE chunk = 'storage-test'");
        }
    }

    /// Records a version of the first day. The trigger of the catalogue demands all states before.
    private void record(int version, String state) throws SQLException {
        database.run("""
                ALTER TABLE chunk_archive DISABLE TRIGGER chunk_archive_transition;
                INSERT INTO chunk_archive (hypertable, chunk, version, range_start, range_end, state, rows, contents, object, bytes,
                                           sha256, exported_at, stored_at, verified_at, dropped_at)
                VALUES ('esp_telemetry', 'storage-test', %d, '2011-03-01 00:00+00', '2011-03-02 00:00+00', '%s', 1, '{}',
                        'storage-test', 1, repeat('0', 64), now(), now(), now(), now());
                ALTER TABLE chunk_archive ENABLE TRIGGER chunk_archive_transition
                """.formatted(version, state));
    }

    @Test
    void chunksComeInPagesWithoutGapOrRepeat() throws SQLException {
        List<String> expected = database.rows("""
                SELECT chunk_name
                FROM timescaledb_information.chunks
                WHERE hypertable_name IN ('esp_telemetry', 'diagnostic_results')
                ORDER BY hypertable_name, range_start
                """);

        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            JsonPath page = get("/chunks?limit=2" + cursor);
            List<String> names = page.getList("chunks.name");
            assertThat(names).hasSizeLessThanOrEqualTo(2);
            seen.addAll(names);
            cursor = page.getString("next_cursor") == null ? "" : "&cursor=" + page.getString("next_cursor");
        } while (!cursor.isEmpty());

        assertThat(seen).isEqualTo(expected).hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void aChunkHasItsRangeAndSize() {
        JsonPath page = get("/chunks?hypertable=esp_telemetry&state=hot&limit=10000");

        int first = page.getList("chunks.from").indexOf("2011-03-01T00:00:00Z");
        assertThat(first).isNotNegative();
        String chunk = "chunks[" + first + "].";
        assertThat(page.getString(chunk + "hypertable")).isEqualTo("esp_telemetry");
        assertThat(page.getString(chunk + "to")).isEqualTo("2011-03-02T00:00:00Z");
        assertThat(page.getString(chunk + "name")).startsWith("_hyper_");
        assertThat(page.getLong(chunk + "bytes")).isGreaterThan(8192);
        assertThat(page.getBoolean(chunk + "compressed")).isFalse();
        assertThat(page.getList("chunks.hypertable")).containsOnly("esp_telemetry");
    }

    @Test
    void theApacheEditionHasNeitherPoliciesNorCompressedChunks() throws SQLException {
        assumeTrue(!isCommunity(), "the community edition has both, see the tests below");

        assertThat(get("/policies").getList("policies")).isEmpty();
        assertThat(get("/chunks?state=compressed").getList("chunks")).isEmpty();
        assertThat(get("/hypertables").getList("hypertables.compression_ratio")).containsExactly(null, null);
    }

    @Test
    void thePoliciesOfTheRollupsAreListed() throws SQLException {
        assumeTrue(isCommunity(), "the apache edition has no policies, nothing to test");

        JsonPath policies = get("/policies");

        assertThat(policies.getList("policies.findAll { it.name == 'refresh_continuous_aggregate' }.hypertable"))
                .containsExactlyInAnyOrder("esp_telemetry_1h", "esp_telemetry_1d");
    }

    @Test
    void aPolicyOfSomebodyElseIsListed() throws SQLException {
        // Given
        assumeTrue(isCommunity(), "the apache edition has no policies, nothing to test");
        String job = database.row("SELECT add_retention_policy('esp_telemetry', INTERVAL '10950 days')");
        try {
            // When
            JsonPath policies = get("/policies");
            JsonPath hypertables = get("/hypertables");

            // Then
            String policy = "policies.find { it.job_id == " + job + " }.";
            assertThat(policies.getString(policy + "name")).isEqualTo("retention");
            assertThat(policies.getString(policy + "hypertable")).isEqualTo("esp_telemetry");
            assertThat(policies.getString(policy + "schedule")).isEqualTo("P1D");
            assertThat(policies.getString(policy + "config.drop_after")).isEqualTo("10950 days");
            assertThat(policies.getString(policy + "last_outcome")).isIn("never", "running", "success");
            assertThat(policies.getBoolean(policy + "scheduled")).isTrue();
            assertThat(policies.getBoolean(policy + "overdue")).isFalse();
            assertThat(policies.getInt(policy + "failures_in_a_row")).isZero();
            assertThat(hypertables.getString("hypertables[0].retain_for")).isEqualTo("P10950D");
        } finally {
            database.run("SELECT remove_retention_policy('esp_telemetry')");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "hypertable=well, 422, 'hypertable is ''well'', but must be one of esp_telemetry, diagnostic_results'",
        "state=warm, 400, 'state is ''warm'', but must be hot or compressed'",
        "limit=0, 422, 'limit is 0, but must be 1 to 10000'",
        "limit=10001, 422, 'limit is 10001, but must be 1 to 10000'",
        "limit=x, 400, 'limit is ''x'', but must be a whole number'",
        "cursor=!!!, 400, cursor is not one that this service gave",
        "cursor=d2VsbA, 400, cursor is not one that this service gave",
        "hypertabel=esp_telemetry, 400, hypertable",
    })
    void aParameterThatIsWrongIsNamed(String query, int status, String detail) {
        tokens.as(Role.VIEWER)
                .get("/api/v1/storage/chunks?" + query)
                .then()
                .statusCode(status)
                .contentType(equalTo("application/problem+json"))
                .body("detail", containsString(detail));
    }

    private JsonPath get(String path) {
        return tokens.as(Role.VIEWER)
                .get("/api/v1/storage" + path)
                .then()
                .statusCode(200)
                .contentType("application/json")
                .extract()
                .jsonPath();
    }

    private boolean isCommunity() throws SQLException {
        return database.row("SHOW timescaledb.license").equals("timescale");
    }
}

package io.liftline;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.access.Role;
import io.liftline.fixtures.NoErrorsLogged;
import io.liftline.fixtures.RawConnection;
import io.liftline.fixtures.Tokens;
import io.liftline.fixtures.Wire;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Invalid bodies get a problem that names the position of the error and no internals of the service.
@QuarkusTest
@ExtendWith(NoErrorsLogged.class)
class MalformedBodiesTest {

    private static final String JSON = "application/json";
    private static final String GOOD = "{\"well_id\":\"BODIES-1\",\"timestamp\":\"2025-11-20T06:00:00Z\",\"pip\":1}";

    @Inject
    Tokens tokens;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "~~|empty",
                "null|object or array",
                "1|object or array",
                "\"a\"|object or array",
                "[|line 1, column",
                "[{\"well_id\": \"A\",|line 1, column",
                "[] []|line 1, column 4",
                "[{\"pip\": nan}]|line 1, column",
                "{\"units\": {\"pip\": \"kPa\"}}|samples",
                "{\"units\": null, \"samples\": []}|units",
                "{\"samples\": {}}|samples",
                "{\"samples\": [], \"samples\": []}|samples",
                "{\"samples\": [], \"extra\": 1}|extra"
            })
    void whatIsNotJsonOfTheDescribedShapeIsMalformed(String body, String named) throws Exception {
        JsonObject problem = Wire.assertProblem(ingest(JSON, body), 400);

        assertThat(problem.getString("detail")).contains(named);
    }

    @Test
    void nestingNamesAndNumbersBeyondTheirBoundsAreMalformed() throws Exception {
        Wire.assertProblem(ingest(JSON, "[".repeat(200_000)), 400);
        Wire.assertProblem(ingest(JSON, "[" + "{\"a\":".repeat(1_000)), 400);
        Wire.assertProblem(ingest(JSON, "[{\"pip\": " + "9".repeat(70_000) + "}]"), 400);
        Wire.assertProblem(ingest(JSON, "[{\"" + "a".repeat(70_000) + "\": 1}]"), 400);
        Wire.assertProblem(ingest(JSON, "[{\"well_id\": \"" + "a".repeat(70_000) + "\"}]"), 400);
    }

    @Test
    void beyondTheBoundsALineCostsItselfOnly() throws Exception {
        String body = String.join(
                "\n",
                "[".repeat(2_000),
                "{\"pip\": " + "9".repeat(1_000) + "}",
                "{\"" + "a".repeat(1_000) + "\": 1}",
                "{\"well_id\": \"" + "a".repeat(70_000) + "\"}",
                "{\"a\":".repeat(100),
                GOOD);

        JsonObject receipt = new JsonObject(ingest("application/x-ndjson", body).body());

        assertThat(receipt.getInteger("received")).isEqualTo(6);
        assertThat(receipt.getInteger("rejected")).isEqualTo(5);
        assertThat(receipt.getJsonArray("errors").stream().map(error -> ((JsonObject) error).getInteger("line")))
                .containsExactly(1, 2, 3, 4, 5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"well_id\":\"A\",\"well_id\":\"B\",\"timestamp\":\"2025-11-20T06:00:00Z\",\"pip\":1}|malformed|well_id",
                "{\"well_id\":\"A\",\"timestamp\":\"2025-11-20T06:00:00Z\",\"pip\":1,\"pip\":2}|malformed|pip",
                "{\"well_id\":\"A\\u0000\",\"timestamp\":\"2025-11-20T06:00:00Z\",\"pip\":1}|invalid_well_id|well_id",
                "{\"well_id\":{\"a\":[1]},\"timestamp\":\"2025-11-20T06:00:00Z\"}|invalid_well_id|well_id",
                "{\"well_id\":\"A\",\"timestamp\":1763618400,\"pip\":1}|invalid_timestamp|timestamp",
                "{\"well_id\":\"A\",\"timestamp\":\"2025-11-20T06:00:00Z\",\"pip\":\"1\"}|not_a_number|pip",
                "{\"well_id\":\"A\",\"timestamp\":\"2025-11-20T06:00:00Z\",\"pip\":1e400}|not_a_number|pip",
                "{\"well_id\":\"A\",\"timestamp\":\"2025-11-20T06:00:00Z\",\"nope\":{}}|unknown_channel|nope"
            })
    void aSampleThatIsWrongIsNamedWithCodeAndField(String sample, String code, String field) throws Exception {
        JsonObject problem = Wire.assertProblem(ingest(JSON, "[\n" + sample + "]"), 422);

        JsonArray errors = problem.getJsonArray("errors");
        assertThat(errors).hasSize(1);
        assertThat(errors.getJsonObject(0).getInteger("index")).isZero();
        assertThat(errors.getJsonObject(0).getInteger("line")).isEqualTo(2);
        assertThat(errors.getJsonObject(0).getString("code")).isEqualTo(code);
        assertThat(errors.getJsonObject(0).getString("field")).isEqualTo(field);
    }

    @Test
    void bytesThatAreNotUtf8AreMalformed() throws Exception {
        byte[] body = GOOD.replace("BODIES-1", "B\u00ff").getBytes(StandardCharsets.ISO_8859_1);

        Wire.assertProblem(ingest(JSON, body), 400);
        Wire.assertProblem(ingest("application/x-ndjson", body), 422);
        Wire.assertProblem(
                ingest(
                        "text/csv",
                        "well_id,timestamp,pip\nB\u00ff,2025-11-20T06:00:00Z,1".getBytes(StandardCharsets.ISO_8859_1)),
                422);
    }

    @Test
    void whatIsNotWholeGzipIsMalformed() throws Exception {
        byte[] packed = gzip(("[" + GOOD + "]").getBytes(StandardCharsets.UTF_8));
        byte[] wrongSum = packed.clone();
        wrongSum[packed.length - 6] ^= 1;

        for (byte[] body : new byte[][] {
            {},
            "garbage".getBytes(StandardCharsets.UTF_8),
            Arrays.copyOf(packed, 5),
            Arrays.copyOf(packed, packed.length / 2),
            Arrays.copyOf(packed, packed.length - 1),
            wrongSum
        }) {
            JsonObject problem = Wire.assertProblem(ingestGzip(body), 400);
            assertThat(problem.getString("detail")).doesNotContain("null");
        }
    }

    @Test
    void aBodyThatUnpacksBeyondTheLimitIsTooLarge() throws Exception {
        byte[] blank = new byte[70_000_000];
        Arrays.fill(blank, (byte) ' ');
        assertThat(Wire.assertProblem(ingestGzip(gzip(blank)), 413).getString("detail"))
                .contains("67108864");
    }

    private RawConnection.Response ingest(String contentType, String body) throws IOException {
        return ingest(contentType, body.getBytes(StandardCharsets.UTF_8));
    }

    private RawConnection.Response ingest(String contentType, byte[] body) throws IOException {
        return post(contentType).body(body).send();
    }

    private RawConnection.Response ingestGzip(byte[] body) throws IOException {
        return post(JSON).header("Content-Encoding", "gzip").body(body).send();
    }

    private Wire.Request post(String contentType) {
        return Wire.request("POST", "/api/v1/telemetry")
                .header("Authorization", "Bearer " + tokens.text(Role.WRITER, "BODIES-*", "A", "B"))
                .header("Content-Type", contentType);
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }
}

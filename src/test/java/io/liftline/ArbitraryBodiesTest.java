package io.liftline;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.access.Role;
import io.liftline.fixtures.NoErrorsLogged;
import io.liftline.fixtures.RawConnection;
import io.liftline.fixtures.Tokens;
import io.liftline.fixtures.Wire;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// For arbitrary bytes, the answer is a receipt with consistent counts or a problem, and the service keeps
/// running.
@QuarkusTest
@ExtendWith(NoErrorsLogged.class)
class ArbitraryBodiesTest {

    private static final int BODIES = 2_000;
    private static final long SEED = Long.getLong("liftline.test.seed", 20251120L);

    /// Fragments of valid bodies, because random bytes alone would hardly ever produce them.
    private static final List<String> PIECES = List.of("""
            { } [ ] , : " ; ; null true \\u0000 \\ud800 \ufeff é 0 -0.0 1e309 1e-400 NaN 9999999999999999999999 0x1F
            "well_id" "timestamp" "pip" "units" "samples" "kPa" "ARBITRARY-1" "2025-11-20T06:00:00Z" well_id timestamp pip
            ARBITRARY-1 2025-11-20T06:00:00Z well_id,timestamp,pip ARBITRARY-1,2025-11-20T06:00:00Z,812.0
            {"well_id":"ARBITRARY-1","timestamp":"2025-11-20T06:00:00Z","pip":812.0}
            """.split("\\s"));

    @Inject
    Tokens tokens;

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/x-ndjson", "text/csv"})
    void anyBytesGetAReceiptOrAProblem(String contentType) throws Exception {
        System.out.println("ArbitraryBodiesTest " + contentType + ": liftline.test.seed=" + SEED);
        Random random = new Random(SEED);
        String token = tokens.text(Role.WRITER, "ARBITRARY-*");
        try (RawConnection connection = new RawConnection()) {
            for (int i = 0; i < BODIES; i++) {
                byte[] body = body(random);
                RawConnection.Response response = Wire.request("POST", "/api/v1/telemetry")
                        .header("Authorization", "Bearer " + token)
                        .header("Content-Type", contentType)
                        .header("Content-Encoding", random.nextInt(50) == 0 ? "gzip" : "identity")
                        .body(body)
                        .send(connection);

                assertThat(response.status())
                        .as("seed %d, body %d: %s", SEED, i, new String(body, StandardCharsets.ISO_8859_1))
                        .isIn(200, 400, 413, 422);
                if (response.status() == 200) {
                    assertAddsUp(new JsonObject(response.body()));
                } else {
                    Wire.assertProblem(response, response.status());
                }
            }
        }
    }

    private static void assertAddsUp(JsonObject receipt) {
        assertThat(receipt.getInteger("received"))
                .isEqualTo(receipt.getInteger("inserted")
                        + receipt.getInteger("updated")
                        + receipt.getInteger("duplicates")
                        + receipt.getInteger("conflicts")
                        + receipt.getInteger("rejected"));
    }

    /// Fragments, some with a changed byte, and sometimes random bytes.
    private static byte[] body(Random random) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        if (random.nextInt(3) > 0) {
            String start = random.nextBoolean() ? "[" : "well_id,timestamp,pip\n";
            body.writeBytes(start.getBytes(StandardCharsets.UTF_8));
        }
        for (int left = random.nextInt(40); left > 0; left--) {
            byte[] piece = PIECES.get(random.nextInt(PIECES.size())).getBytes(StandardCharsets.UTF_8);
            if (random.nextInt(20) == 0) {
                piece[random.nextInt(piece.length)] = (byte) random.nextInt(256);
            }
            body.writeBytes(piece);
            body.write(random.nextInt(4) == 0 ? '\n' : ' ');
            if (random.nextInt(30) == 0) {
                byte[] noise = new byte[random.nextInt(20)];
                random.nextBytes(noise);
                body.writeBytes(noise);
            }
        }
        return body.toByteArray();
    }
}

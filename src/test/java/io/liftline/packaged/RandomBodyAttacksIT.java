package io.liftline.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.fixtures.RawConnection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/// Random bodies in all formats, plain and packed, several on a connection at once. Each is answered as
/// documented.
///
/// `-Dliftline.attacks.seed=N` repeats a run, `-Dliftline.attacks.bodies=N` sets the number of bodies.
class RandomBodyAttacksIT {

    private static final int BODIES = Integer.getInteger("liftline.attacks.bodies", Attacked.LONG ? 1_000_000 : 4_000);
    private static final int CONNECTIONS = 4;
    private static final int PIPELINED = 8;
    private static final int MAX_CHANGES = 6;

    /// Bodies until the next login: a token lasts 15 minutes.
    private static final int BODIES_OF_TOKEN = 2_000 * PIPELINED;

    private static final List<Format> FORMATS = List.of(
            new Format(
                    "/api/v1/telemetry",
                    "application/json",
                    "{\"units\":{\"pip\":\"kPa\"},\"samples\":[{\"well_id\":\"R-1\",\"timestamp\":\"2025-11-20T06:00:00Z\",\"pip\":812.5}]}"),
            new Format(
                    "/api/v1/telemetry",
                    "application/x-ndjson",
                    "{\"well_id\":\"R-1\",\"timestamp\":\"2025-11-20T06:00:00Z\",\"pip\":812.5}\n{\"well_id\":\"R-2\",\"timestamp\":\"2025-11-20T06:00:01+03:00\",\"choke\":null}\n"),
            new Format(
                    "/api/v1/telemetry?null=Bad&delimiter=%3B",
                    "text/csv",
                    "well_id;timestamp;pip;choke\nR-1;2025-11-20T06:00:00Z;812.5;\n\"R-2\";2025-11-20T06:00:01Z;Bad;40\n"),
            new Format(
                    "/api/v1/telemetry",
                    "multipart/form-data; boundary=b",
                    "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\nwell_id,timestamp,pip\nR-1,2025-11-20T06:00:00Z,1\n\r\n--b--\r\n"),
            new Format(
                    "/api/v2/write?precision=s",
                    "text/plain",
                    "esp,well_id=R-1,host=a pip=812.5,choke=40i,note=\"x\" 1763618400\n"));

    private record Format(String path, String type, String body) {}

    @Test
    void everyRandomBodyGetsADocumentedAnswer() throws Exception {
        long seed = Long.getLong("liftline.attacks.seed", System.nanoTime());
        try (Attacked attacked = Attacked.start(Map.of())) {
            attacked.atOnce(CONNECTIONS, number -> {
                String token = "";
                Random random = new Random(seed + number);
                for (int sent = 0; sent < BODIES / CONNECTIONS; sent += PIPELINED) {
                    if (sent % BODIES_OF_TOKEN == 0) {
                        token = attacked.token();
                    }
                    send(attacked, token, random, seed);
                }
            });
            attacked.assertUnharmed();
        }
    }

    private static void send(Attacked attacked, String token, Random random, long seed) throws IOException {
        ByteArrayOutputStream requests = new ByteArrayOutputStream();
        for (int i = 0; i < PIPELINED; i++) {
            requests.writeBytes(request(token, random));
        }
        try (RawConnection connection = attacked.connect("127.0.0.3")) {
            connection.send(requests.toByteArray());
            for (int i = 0; i < PIPELINED; i++) {
                RawConnection.Response response = connection.receive();
                assertThat(response.status())
                        .as("seed %d: %s", seed, response.body())
                        .isIn(200, 204, 400, 413, 415, 422, 429);
            }
        }
    }

    private static byte[] request(String token, Random random) throws IOException {
        Format format = FORMATS.get(random.nextInt(FORMATS.size()));
        byte[] body = changed(format.body().repeat(1 + random.nextInt(3)).getBytes(StandardCharsets.UTF_8), random);
        boolean packed = random.nextBoolean();
        byte[] sent = packed ? gzip(body) : body;
        if (packed && random.nextInt(4) == 0) {
            sent = changed(sent, random);
        }
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(
                "POST %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\nContent-Type: %s\r\n%sContent-Length: %d\r\n\r\n"
                        .formatted(
                                format.path(),
                                token,
                                format.type(),
                                packed ? "Content-Encoding: gzip\r\n" : "",
                                sent.length)
                        .getBytes(StandardCharsets.ISO_8859_1));
        request.writeBytes(sent);
        return request.toByteArray();
    }

    /// Replaces, removes or repeats some bytes.
    private static byte[] changed(byte[] bytes, Random random) {
        byte[] changed = bytes;
        for (int i = random.nextInt(MAX_CHANGES); i > 0 && changed.length > 1; i--) {
            int at = random.nextInt(changed.length);
            ByteArrayOutputStream next = new ByteArrayOutputStream();
            next.write(changed, 0, at);
            switch (random.nextInt(3)) {
                case 0 -> next.write(random.nextInt(256));
                case 1 -> next.write(changed, at, Math.min(changed.length - at, 1 + random.nextInt(8)));
                default -> {} // removed
            }
            next.write(changed, at + 1, changed.length - at - 1);
            if (random.nextInt(20) == 0) {
                next.write(changed, 0, at);
            }
            changed = next.toByteArray();
        }
        return changed;
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        }
        return packed.toByteArray();
    }
}

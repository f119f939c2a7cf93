package io.liftline;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Requests as bytes, so that they may be wrong in ways no client library allows, and what an answer may
/// never hold.
final class Wire {

    /// What gives away how the service is made.
    private static final List<String> INSIDE = List.of(
            "io.liftline",
            "io.vertx",
            "io.quarkus",
            "com.fasterxml",
            "\tat ",
            "at org.",
            "at java.",
            "SELECT ",
            "INSERT ",
            "Exception",
            "127.0.0.1",
            "esp_telemetry");

    private Wire() {}

    static Request request(String method, String path) {
        return new Request(method, path, new LinkedHashMap<>(), new byte[0]);
    }

    /// @param headers a `Content-Length` is added to a body that has none
    record Request(String method, String path, Map<String, String> headers, byte[] body) {

        Request header(String name, String value) {
            Map<String, String> more = new LinkedHashMap<>(headers);
            more.put(name, value);
            return new Request(method, path, more, body);
        }

        Request body(String text) {
            return body(text.getBytes(StandardCharsets.UTF_8));
        }

        Request body(byte[] bytes) {
            return new Request(method, path, headers, bytes);
        }

        RawConnection.Response send() throws IOException {
            try (RawConnection connection = new RawConnection()) {
                return send(connection);
            }
        }

        RawConnection.Response send(RawConnection connection) throws IOException {
            Map<String, String> all = new LinkedHashMap<>(Map.of("Host", "localhost"));
            if (!method.equals("GET")) {
                all.put("Content-Length", String.valueOf(body.length));
            }
            all.putAll(headers);
            StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
            all.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.writeBytes((head + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            bytes.writeBytes(body);
            connection.send(bytes.toByteArray());
            RawConnection.Response response = connection.receive();
            assertTellsNothing(response);
            return response;
        }
    }

    static JsonObject assertProblem(RawConnection.Response response, int status) {
        assertThat(response.status()).as(response.body()).isEqualTo(status);
        assertThat(response.head()).containsIgnoringCase("content-type: application/problem+json");
        JsonObject problem = new JsonObject(response.body());
        assertThat(problem.getInteger("status")).isEqualTo(status);
        assertThat(problem.getString("type")).startsWith("urn:liftline:problem:");
        assertThat(problem.getString("title")).isNotBlank();
        assertThat(problem.getString("detail")).isNotBlank();
        return problem;
    }

    private static void assertTellsNothing(RawConnection.Response response) {
        assertThat(response.status()).as(response.body()).isLessThan(500);
        assertThat(response.body()).doesNotContain(INSIDE.toArray(String[]::new));
    }
}

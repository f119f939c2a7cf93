package io.liftline.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.GZIPOutputStream;

/// The API of one running program, as a client sees it.
record Api(URI base) {

    /// What the tests have the first user created with.
    static final String ADMIN_PASSWORD = "wellhead pressure 812";

    static final String NDJSON = "application/x-ndjson";

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final ObjectMapper JSON = new ObjectMapper();

    /// A token of the admin.
    String login() throws IOException, InterruptedException {
        String body = "{\"username\": \"admin\", \"password\": \"%s\"}".formatted(ADMIN_PASSWORD);
        HttpResponse<String> answer = send(
                request("/api/v1/auth/login").header("Content-Type", "application/json"),
                BodyPublishers.ofString(body));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer).get("access_token").asText();
    }

    HttpResponse<String> get(String path, String token) throws IOException, InterruptedException {
        return HTTP.send(authorized(path, token).build(), BodyHandlers.ofString());
    }

    /// Posts samples as JSON lines.
    HttpResponse<String> ingest(String token, String lines) throws IOException, InterruptedException {
        return ingest(token, NDJSON, lines);
    }

    /// Posts samples as JSON lines; later values win.
    HttpResponse<String> update(String token, String lines) throws IOException, InterruptedException {
        return send(
                authorized("/api/v1/telemetry?on_conflict=update", token).header("Content-Type", NDJSON),
                BodyPublishers.ofString(lines));
    }

    HttpResponse<String> ingest(String token, String type, String body) throws IOException, InterruptedException {
        return send(authorized("/api/v1/telemetry", token).header("Content-Type", type), BodyPublishers.ofString(body));
    }

    /// Posts line protocol, as InfluxDB's clients do.
    HttpResponse<String> write(String token, String lines) throws IOException, InterruptedException {
        return send(authorized("/api/v2/write", token), BodyPublishers.ofString(lines));
    }

    HttpResponse<String> ingestPacked(String token, String type, String body) throws IOException, InterruptedException {
        return send(
                authorized("/api/v1/telemetry", token)
                        .header("Content-Type", type)
                        .header("Content-Encoding", "gzip"),
                BodyPublishers.ofByteArray(gzip(body)));
    }

    static JsonNode json(HttpResponse<String> answer) throws IOException {
        return JSON.readTree(answer.body());
    }

    static JsonNode json(String text) throws IOException {
        return JSON.readTree(text);
    }

    /// One sample of a well as a JSON line; each number gives another second.
    static String sample(String well, int number) {
        return "{\"well_id\": \"%s\", \"timestamp\": \"2025-11-20T%02d:%02d:%02dZ\", \"pip\": %d.5}\n"
                .formatted(well, number / 3600, number / 60 % 60, number % 60, number % 1000);
    }

    private HttpResponse<String> send(HttpRequest.Builder request, HttpRequest.BodyPublisher body)
            throws IOException, InterruptedException {
        return HTTP.send(request.POST(body).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder authorized(String path, String token) {
        return request(path).header("Authorization", "Bearer " + token);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(30));
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return packed.toByteArray();
    }
}

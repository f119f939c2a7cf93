package io.liftline.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.access.Role;
import io.liftline.fixtures.Api;
import io.liftline.fixtures.TestDatabase;
import io.liftline.fixtures.Tokens;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A client of the query API, and ways to store the samples that it queries.
final class Questions {

    static final Instant START = Instant.parse("2025-03-01T00:00:00Z");

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Tokens tokens;
    private final String token;

    private Questions(Tokens tokens, String token) {
        this.tokens = tokens;
        this.token = token;
    }

    /// A client with access to the wells of these patterns.
    static Questions of(Tokens tokens, String... wells) {
        return new Questions(tokens, tokens.text(Role.VIEWER, wells));
    }

    /// A well id that no other test uses.
    static String newWell(String prefix) {
        return prefix + "-" + System.nanoTime();
    }

    /// The time so many minutes after [#START].
    static Instant minute(int i) {
        return START.plusSeconds(60L * i);
    }

    /// The answer to a GET, with any status.
    ///
    /// @param headers alternating names and values
    HttpResponse<byte[]> get(String path, String... headers) {
        return ask(request(path, headers));
    }

    /// The answer to a HEAD.
    HttpResponse<byte[]> head(String path) {
        return ask(request(path).HEAD());
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(Api.underTest().uri("/api/v1" + path))
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + token);
        return headers.length == 0 ? request : request.headers(headers);
    }

    private static HttpResponse<byte[]> ask(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /// The body of a 200 as text.
    String text(String path, String... headers) {
        HttpResponse<byte[]> answer = get(path, headers);
        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(200);
        return text(answer);
    }

    static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    /// The body of a 200 as a JSON object.
    JsonObject json(String path, String... headers) {
        return new JsonObject(text(path, headers));
    }

    /// The problem of an answer with this status.
    JsonObject problem(int status, String path, String... headers) {
        HttpResponse<byte[]> answer = get(path, headers);
        assertThat(answer.statusCode()).as(text(answer)).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        return new JsonObject(text(answer));
    }

    /// The values of one member of all objects in a list.
    static List<Object> each(JsonObject answer, String list, String member) {
        return answer.getJsonArray(list).stream()
                .map(each -> ((JsonObject) each).getValue(member))
                .toList();
    }

    /// Posts samples as a gateway does: rows of `well_id,timestamp,pip`.
    void post(Stream<String> rows) {
        tokens.as(Role.WRITER)
                .contentType("text/csv")
                .body(rows.collect(Collectors.joining("\n", "well_id,timestamp,pip\n", "\n")))
                .post("/api/v1/telemetry")
                .then()
                .statusCode(200);
    }

    /// Stores a sample by SQL as another program does, in the table `esp_telemetry` only.
    static void insert(String well, Instant time, double pip) throws SQLException {
        run("INSERT INTO esp_telemetry (well_id, timestamp, pip) VALUES ('%s', '%s', %s)".formatted(well, time, pip));
    }

    static void run(String sql) throws SQLException {
        try (TestDatabase database = TestDatabase.ofService()) {
            database.run(sql);
        }
    }
}

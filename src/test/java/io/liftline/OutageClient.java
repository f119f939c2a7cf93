package io.liftline;

import io.liftline.access.Role;
import io.liftline.fixtures.Api;
import io.liftline.fixtures.Await;
import io.liftline.fixtures.Tokens;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.StreamSupport;

/// Requests and waiting times of the outage tests.
@ApplicationScoped
public class OutageClient {

    private static final String STORED = "SELECT timestamp FROM esp_telemetry WHERE well_id = $1";

    /// The service must have recovered within this time after the database is available again.
    private static final Duration RECOVER_WITHIN = Duration.ofSeconds(10);

    /// Much longer than any deadline; a call that takes this long hangs.
    private static final Duration HANGS_AFTER = Duration.ofSeconds(30);

    private final Pool pool;
    private final HttpClient http = HttpClient.newHttpClient();
    private final String token;

    OutageClient(Tokens tokens, Pool pool) {
        this.pool = pool;
        this.token = tokens.text(Role.ADMIN, "*");
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(Api.underTest().uri(path))
                .timeout(HANGS_AFTER)
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token);
    }

    HttpResponse<String> post(String body) throws IOException, InterruptedException {
        return send(request("/api/v1/telemetry").POST(BodyPublishers.ofString(body)));
    }

    HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri).timeout(HANGS_AFTER));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    /// The event times of a well's stored rows.
    List<Instant> stored(String well) {
        Iterable<Row> rows = pool.withConnection(
                        connection -> connection.preparedQuery(STORED).execute(Tuple.of(well)))
                .await()
                .indefinitely();
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> row.getOffsetDateTime(0).toInstant())
                .toList();
    }

    static void await(String what, Callable<Boolean> isSo) {
        Await.until(what, RECOVER_WITHIN, isSo);
    }

    static String sample(String well, Instant time) {
        return "{\"well_id\": \"%s\", \"timestamp\": \"%s\", \"pip\": 812.0}".formatted(well, time);
    }
}

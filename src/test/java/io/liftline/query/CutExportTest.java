package io.liftline.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.liftline.access.Role;
import io.liftline.fixtures.Api;
import io.liftline.fixtures.Await;
import io.liftline.fixtures.Tokens;
import io.liftline.query.format.SampleColumns;
import io.liftline.query.format.TextPage;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.StreamResetException;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Exports whose connection to the database ends while they are sent. The first page is of one day, the second of
/// the next, whose chunk is locked: so the statement of the second page waits until its backend is terminated.
@QuarkusTest
class CutExportTest {

    private static final Instant DAY = Instant.parse("1992-05-04T00:00:00Z");
    private static final Instant NEXT = DAY.plus(Duration.ofDays(1));
    private static final Instant END = NEXT.plus(Duration.ofDays(1));
    private static final int OF_FIRST_PAGE = TextPage.rows(SampleColumns.ALL);
    private static final int ON_THE_NEXT_DAY = 3;
    private static final String LAST_CHUNK = "\r\n0\r\n\r\n";

    private static final String WAITING = """
            FROM pg_stat_activity
            WHERE datname = current_database() AND application_name = 'liftline' AND wait_event_type = 'Lock'
            """;

    @Inject
    Tokens tokens;

    @Inject
    @DataSource("owner")
    AgroalDataSource owner;

    /// Of the service's role, which may terminate its own backends.
    @Inject
    @DataSource("copy")
    AgroalDataSource service;

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http2 = vertx.createHttpClient(
            new HttpClientOptions().setProtocolVersion(HttpVersion.HTTP_2).setHttp2ClearTextUpgrade(false));
    private final String well = Questions.newWell("CUT");
    private Questions questions;
    private String token;

    @BeforeEach
    void storeTwoDays() throws SQLException {
        questions = Questions.of(tokens, well);
        token = tokens.text(Role.VIEWER, well);
        run("""
                INSERT INTO esp_telemetry (well_id, timestamp, pip)
                SELECT '%1$s', '%2$s'::timestamptz + n * INTERVAL '1 second', n FROM generate_series(1, %4$d) AS n
                UNION ALL
                SELECT '%1$s', '%3$s'::timestamptz + n * INTERVAL '1 second', n FROM generate_series(1, %5$d) AS n
                """.formatted(well, DAY, NEXT, OF_FIRST_PAGE, ON_THE_NEXT_DAY));
    }

    @AfterEach
    void dropThem() throws SQLException {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        run("SELECT drop_chunks('esp_telemetry', older_than => '%s'::timestamptz, newer_than => '%s'::timestamptz)"
                .formatted(END, DAY));
    }

    @ParameterizedTest
    @CsvSource({"csv, identity", "ndjson, identity", "csv, gzip", "ndjson, gzip"})
    void overHttp1TheLastChunkIsMissing(String format, String encoding) throws Exception {
        String sent;
        try (Connection _ = holdTheNextDay();
                Socket client = ask(format, encoding)) {
            CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> read(client));
            terminateTheWaitingBackend();
            sent = answer.get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }

        assertThat(sent).startsWith("HTTP/1.1 200 OK\r\n").doesNotEndWith(LAST_CHUNK);
        String head = sent.substring(0, sent.indexOf("\r\n\r\n"));
        assertThat(head).containsIgnoringCase("transfer-encoding: chunked");
        if (encoding.equals("gzip")) {
            assertThat(head).containsIgnoringCase("content-encoding: gzip");
        } else {
            assertThat(sent)
                    .contains(DAY.plusSeconds(OF_FIRST_PAGE).toString())
                    .doesNotContain(NEXT.plusSeconds(1).toString());
        }
        assertThatTheNextOneIsWhole(format);
    }

    @ParameterizedTest
    @CsvSource({"csv, identity", "ndjson, identity", "csv, gzip", "ndjson, gzip"})
    void overHttp2TheStreamIsReset(String format, String encoding) throws Exception {
        AtomicInteger status = new AtomicInteger();
        try (Connection _ = holdTheNextDay()) {
            URI export = export(format);
            Future<?> body = http2.request(
                            HttpMethod.GET,
                            export.getPort(),
                            export.getHost(),
                            export.getPath() + "?" + export.getQuery())
                    .compose(request -> request.putHeader("authorization", "Bearer " + token)
                            .putHeader("accept-encoding", encoding)
                            .send())
                    .onSuccess(answer -> status.set(answer.statusCode()))
                    .compose(HttpClientResponse::body);
            terminateTheWaitingBackend();

            assertThat(body.toCompletionStage())
                    .failsWithin(Await.PATIENCE)
                    .withThrowableThat()
                    .withCauseInstanceOf(StreamResetException.class);
        }
        assertThat(status).hasValue(200);
        assertThatTheNextOneIsWhole(format);
    }

    private void assertThatTheNextOneIsWhole(String format) {
        long lines = questions.text(path(format)).lines().count();
        assertThat(lines).isEqualTo(OF_FIRST_PAGE + ON_THE_NEXT_DAY + (format.equals("csv") ? 1L : 0));
    }

    private Connection holdTheNextDay() throws SQLException {
        Connection lock = owner.getConnection();
        lock.setAutoCommit(false);
        try (Statement statement = lock.createStatement()) {
            statement.execute("LOCK TABLE %s IN ACCESS EXCLUSIVE MODE"
                    .formatted(one(
                            statement,
                            "SELECT show_chunks('esp_telemetry', newer_than => '%s'::timestamptz, older_than => '%s'::timestamptz)"
                                    .formatted(NEXT, END))));
        }
        return lock;
    }

    private void terminateTheWaitingBackend() {
        Await.until(
                "the statement of the second page waits",
                () -> ofService("SELECT count(*) " + WAITING).equals("1"));
        assertThat(ofService("SELECT pg_terminate_backend(pid) " + WAITING)).isEqualTo("t");
    }

    private Socket ask(String format, String encoding) throws IOException {
        URI export = export(format);
        Socket client = new Socket(export.getHost(), export.getPort());
        client.setSoTimeout((int) Await.PATIENCE.toMillis());
        client.getOutputStream()
                .write("GET %s?%s HTTP/1.1\r\nHost: test\r\nAuthorization: Bearer %s\r\nAccept-Encoding: %s\r\n\r\n"
                        .formatted(export.getPath(), export.getQuery(), token, encoding)
                        .getBytes(StandardCharsets.US_ASCII));
        return client;
    }

    /// All that comes until the connection is closed or reset.
    private static String read(Socket client) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] buffer = new byte[65_536];
        try {
            for (int n = client.getInputStream().read(buffer);
                    n >= 0;
                    n = client.getInputStream().read(buffer)) {
                bytes.write(buffer, 0, n);
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the answer does not end", e);
        } catch (IOException _) {
            // reset
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    private URI export(String format) {
        return Api.underTest().uri("/api/v1" + path(format));
    }

    private String path(String format) {
        return "/wells/%s/telemetry?from=%s&to=%s&format=%s".formatted(well, DAY, END, format);
    }

    private String ofService(String query) {
        try (Connection connection = service.getConnection();
                Statement statement = connection.createStatement()) {
            return one(statement, query);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private void run(String sql) throws SQLException {
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String one(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            assertThat(row.next()).as(query).isTrue();
            return row.getString(1);
        }
    }
}

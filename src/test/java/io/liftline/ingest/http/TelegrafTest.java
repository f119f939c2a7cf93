package io.liftline.ingest.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.access.Role;
import io.liftline.fixtures.Api;
import io.liftline.fixtures.NoErrorsLogged;
import io.liftline.fixtures.Tokens;
import io.liftline.ingest.StoredRows;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Requests as Telegraf sends them with the configurations of docs/telegraf.md: headers, encodings and line forms of
/// its
/// outputs for InfluxDB 1 and 2 and for HTTP, with metrics of its Modbus, OPC UA and MQTT inputs.
@QuarkusTest
@ExtendWith(NoErrorsLogged.class)
@SuppressWarnings("NullAway.Init") // injected
class TelegrafTest {

    private static final String AGENT = "Telegraf/1.36.2 Go/1.25.1";
    private static final String NANOS = "1763618400000000000";

    @Inject
    Tokens tokens;

    @Inject
    StoredRows stored;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private String well;

    @BeforeEach
    void newWell() {
        well = "TELEGRAF-" + System.nanoTime();
    }

    /// The metrics of the inputs in one flush, as their plugins name tags and fields.
    private String metrics() {
        return """
                modbus,host=gw-07,name=ESP,slave_id=3,type=input_register,well_id=WELL pip=801.5,motor_temp=96.25 NANOS
                opcua,host=gw-07,id=ns\\=3;s\\=VSD.Frequency,well_id=WELL vsd_frequency=48.5,Quality="The operation succeeded. StatusGood (0x0)",DataType="Float" NANOS
                mqtt_consumer,host=gw-07,topic=pads/7/WELL/esp,well_id=WELL motor_current=31i,running=true NANOS
                esp_telemetry,host=gw-07,region=north,well_id=WELL choke=42u NANOS
                """.replace("WELL", well).replace("NANOS", NANOS);
    }

    @Test
    void theOutputForVersionOneCreatesItsDatabaseAndWrites() throws Exception {
        String basic =
                "Basic " + Base64.getEncoder().encodeToString(("telegraf:" + token()).getBytes(StandardCharsets.UTF_8));

        HttpResponse<String> database = send(
                "/query",
                basic,
                BodyPublishers.ofString("q=CREATE+DATABASE+%22telegraf%22"),
                "Content-Type",
                "application/x-www-form-urlencoded");
        HttpResponse<String> written = send(
                "/write?db=telegraf",
                basic,
                chunked(gzip(metrics())),
                "Content-Type",
                "text/plain; charset=utf-8",
                "Content-Encoding",
                "gzip");

        assertThat(database.statusCode()).isEqualTo(200);
        assertThat(Api.json(database).get("results").get(0).has("error")).isFalse();
        assertThat(written.statusCode()).isEqualTo(204);
        assertOneRowWithAll();
    }

    @Test
    void theOutputForVersionTwoWrites() throws Exception {
        HttpResponse<String> written = send(
                "/api/v2/write?bucket=esp&org=field",
                "Token " + token(),
                BodyPublishers.ofByteArray(gzip(metrics())),
                "Content-Type",
                "text/plain; charset=utf-8",
                "Content-Encoding",
                "gzip");

        assertThat(written.statusCode()).isEqualTo(204);
        assertOneRowWithAll();
    }

    @ParameterizedTest
    @CsvSource({"/api/v2/write, text/plain; charset=utf-8, identity", "/write, text/plain; charset=utf-8, gzip"})
    void theOutputForHttpWritesLineProtocol(String path, String type, String encoding) throws Exception {
        byte[] body = encoding.equals("gzip") ? gzip(metrics()) : metrics().getBytes(StandardCharsets.UTF_8);

        HttpResponse<String> written = send(
                path,
                "Bearer " + token(),
                BodyPublishers.ofByteArray(body),
                "Content-Type",
                type,
                "Content-Encoding",
                encoding);

        assertThat(written.statusCode()).isEqualTo(204);
        assertOneRowWithAll();
    }

    /// Telegraf logs `error` of version 1, and `code` and `message` of version 2, and drops the batch.
    @Test
    void aBadLineIsNamedAndTheOthersOfItsBatchAreKept() throws Exception {
        String batch = metrics() + "modbus,host=gw-07,well_id=%s pip=99999 1763618401000000000\n".formatted(well);

        HttpResponse<String> one = send("/write?db=telegraf", "Token " + token(), BodyPublishers.ofString(batch));
        HttpResponse<String> two = send("/api/v2/write", "Token " + token(), BodyPublishers.ofString(batch));

        assertThat(one.statusCode()).isEqualTo(400);
        assertThat(Api.json(one).get("error").asText())
                .isEqualTo("partial write: unable to parse: line 5: pip 99999: pip must be -15 to 20000 psi;"
                        + " 1 of 5 lines were not kept");
        assertThat(two.statusCode()).isEqualTo(400);
        assertThat(Api.json(two).get("code").asText()).isEqualTo("invalid");
        assertOneRowWithAll();
    }

    /// The output for version 1 drops what gets a 4xx. It keeps what gets a 503, and so do the others.
    @Test
    void aBusyServiceAsksVersionOneToComeAgain() {
        ProblemException busy = new ProblemException(ProblemCode.TOO_MANY_REQUESTS, "no room");

        assertThat(InfluxWords.ofVersionOne(busy).code()).isEqualTo(ProblemCode.UNAVAILABLE);
        assertThat(InfluxWords.in(busy).code()).isEqualTo(ProblemCode.TOO_MANY_REQUESTS);
    }

    private void assertOneRowWithAll() throws Exception {
        assertThat(stored.count(well)).isEqualTo(1);
        assertThat(stored.sum(well, "pip")).isEqualTo(801.5);
        assertThat(stored.sum(well, "motor_temp")).isEqualTo(96.25);
        assertThat(stored.sum(well, "vsd_frequency")).isEqualTo(48.5);
        assertThat(stored.sum(well, "motor_current")).isEqualTo(31);
        assertThat(stored.sum(well, "choke")).isEqualTo(42);
    }

    private HttpResponse<String> send(String path, String credentials, BodyPublisher body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(Api.underTest().uri(path))
                .header("User-Agent", AGENT)
                .header("Authorization", credentials);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return http.send(request.POST(body).build(), BodyHandlers.ofString());
    }

    private String token() {
        return tokens.text(Role.WRITER, well);
    }

    /// A body of unknown length, as Telegraf compresses it while it sends.
    private static BodyPublisher chunked(byte[] body) {
        return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body));
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return packed.toByteArray();
    }
}

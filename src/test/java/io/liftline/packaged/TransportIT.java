package io.liftline.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import io.liftline.fixtures.Api;
import io.liftline.fixtures.Await;
import io.liftline.fixtures.SelfSigned;
import io.liftline.fixtures.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// TLS of the packaged program: its certificate, those of devices, and browsers of other origins.
class TransportIT {

    private static final Duration WITHIN = Duration.ofSeconds(30);
    private static final String ENCRYPTION_KEY = "dGhlIGtleSBvZiB0aGlzIHRlc3QuLi4uLi4uLi4uLi4=";
    private static final String SUBJECT = "CN=gw-7,OU=ESP,O=Field";

    @TempDir
    private static Path directory;

    private static final int PORT = Program.freePort();

    private static TestDatabase database;
    private static Program program;
    private static SelfSigned server;
    private static SelfSigned device;

    @BeforeAll
    static void start() throws Exception {
        server = SelfSigned.in(directory, "server", "CN=127.0.0.1");
        device = SelfSigned.in(directory, "device", "CN=gw-7, OU=ESP, O=Field");
        install(server);
        database = TestDatabase.empty();
        program = Program.ready(
                database,
                Map.of(
                        "LIFTLINE_TLS_CERTIFICATE",
                        directory.resolve("tls.crt").toString(),
                        "LIFTLINE_TLS_KEY",
                        directory.resolve("tls.key").toString(),
                        "LIFTLINE_TLS_CLIENT_CA",
                        device.certificate().toString(),
                        "LIFTLINE_TLS_RELOAD",
                        "PT1S",
                        "LIFTLINE_HTTPS_PORT",
                        String.valueOf(PORT),
                        "LIFTLINE_CORS_ORIGINS",
                        "https://console.example",
                        "LIFTLINE_KEY_ENCRYPTION_KEY",
                        ENCRYPTION_KEY));
    }

    @AfterAll
    static void stop() throws Exception {
        program.close();
        database.close();
    }

    @Test
    void onlyTlsIsServed() throws Exception {
        HttpResponse<String> answer =
                client(server.context()).send(request("/ping").build(), BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.headers().firstValue("Strict-Transport-Security")).contains("max-age=31536000");
        assertThat(answer.sslSession().map(SSLSession::getProtocol)).contains("TLSv1.3");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> program.api().get("/ping", ""));
    }

    @Test
    void aCertificateThatIsReplacedOnDiskIsUsedByNewConnections() throws Exception {
        SelfSigned successor = SelfSigned.in(directory, "successor", "CN=127.0.0.1");
        SSLContext knowsSuccessor = successor.context();
        assertThat(connects(knowsSuccessor)).isFalse();

        install(successor);
        try {
            Await.until("the new certificate is served", WITHIN, () -> connects(knowsSuccessor));
        } finally {
            install(server);
            Await.until("the old certificate is served again", WITHIN, () -> connects(server.context()));
        }
    }

    @Test
    void aDeviceWritesWithItsCertificateUntilItsKeyIsRevoked() throws Exception {
        HttpClient gateway = client(device.contextTrusting(server));
        assertThat(send(gateway, sample("PAD-7/W1"))).as("before it is known").isEqualTo(401);
        HttpClient people = client(server.context());
        String admin = login(people);
        HttpResponse<String> created = people.send(
                request("/api/v1/api-keys")
                        .header("Authorization", "Bearer " + admin)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("""
                                {"name": "gateway 7", "roles": ["writer"], "wells": ["PAD-7/*"], "certificate": "%s"}
                                """.formatted("cn=gw-7, OU=ESP, O=Field")))
                        .build(),
                BodyHandlers.ofString());
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        JsonNode key = Api.json(created);
        assertThat(key.get("certificate").asText()).isEqualTo(SUBJECT);
        assertThat(key.has("key")).isFalse();

        assertThat(send(gateway, sample("PAD-7/W1"))).isEqualTo(200);
        assertThat(send(gateway, sample("PAD-8/W1"))).as("another's well").isEqualTo(422);
        assertThat(send(gateway, request("/write").POST(BodyPublishers.ofString("esp,well_id=PAD-7/W1 pip=2"))))
                .isEqualTo(204);
        assertThat(send(gateway, request("/api/v1/wells")))
                .as("a writer does not read")
                .isEqualTo(403);
        HttpResponse<String> me = gateway.send(request("/api/v1/auth/me").build(), BodyHandlers.ofString());
        assertThat(Api.json(me).get("username").asText())
                .isEqualTo("key:" + key.get("id").asText());
        assertThat(send(gateway, request("/api/v1/auth/me").header("Authorization", "Bearer a.b.c")))
                .as("another credential is not passed over")
                .isEqualTo(401);
        assertThat(send(people, sample("PAD-7/W1"))).as("without a certificate").isEqualTo(401);

        assertThat(send(
                        people,
                        request("/api/v1/api-keys/" + key.get("id").asText())
                                .header("Authorization", "Bearer " + admin)
                                .DELETE()))
                .isEqualTo(204);
        assertThat(send(gateway, sample("PAD-7/W1"))).as("revoked").isEqualTo(401);
        assertThat(send(gateway, request("/api/v1/auth/me"))).as("revoked").isEqualTo(401);
    }

    @Test
    void aCertificateOfAnotherAuthorityGetsNoConnection() throws Exception {
        SelfSigned stranger = SelfSigned.in(directory, "stranger", "CN=gw-7, OU=ESP, O=Field");

        assertThat(connects(stranger.contextTrusting(server))).isFalse();
        assertThat(connects(device.contextTrusting(server))).isTrue();
    }

    @Test
    void signingKeysAreEncryptedAndAnotherKeyDoesNotStart() throws Exception {
        assertThat(database.rows("SELECT count(*) FROM signing_key WHERE sealed_by IS NULL"))
                .containsExactly("0");
        assertThat(program.management("/q/health/ready").body()).contains("signing_keys", "\"encrypted\"");
        assertThat(program.logLines()).noneMatch(line -> line.contains("stored unencrypted"));

        String other = "YW5vdGhlciBrZXkuLi4uLi4uLi4uLi4uLi4uLi4uLi4=";
        try (Program second = Program.start(database, Map.of("LIFTLINE_KEY_ENCRYPTION_KEY", other))) {
            assertThat(second.exitStatus()).isEqualTo(1);
            assertThat(second.logLines())
                    .anyMatch(line -> line.contains("Cannot start") && line.contains("LIFTLINE_KEY_ENCRYPTION_KEY"));
        }
    }

    @Test
    void onlyBrowsersOfTheConfiguredOriginMayAsk() throws Exception {
        HttpClient browser = client(server.context());

        HttpResponse<String> ours = browser.send(preflight("https://console.example"), BodyHandlers.ofString());
        HttpResponse<String> theirs = browser.send(preflight("https://elsewhere.example"), BodyHandlers.ofString());

        assertThat(ours.statusCode()).isEqualTo(200);
        assertThat(ours.headers().firstValue("Access-Control-Allow-Origin")).contains("https://console.example");
        assertThat(ours.headers().firstValue("Access-Control-Allow-Credentials").orElse("false"))
                .isEqualTo("false");
        assertThat(theirs.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }

    private static HttpRequest preflight(String origin) {
        return request("/api/v1/wells")
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "GET")
                .header("Access-Control-Request-Headers", "authorization")
                .method("OPTIONS", BodyPublishers.noBody())
                .build();
    }

    /// Replaces certificate and key, each at once.
    private static void install(SelfSigned certificate) throws Exception {
        for (Map.Entry<Path, String> file : Map.of(
                        certificate.key(), "tls.key",
                        certificate.certificate(), "tls.crt")
                .entrySet()) {
            Path copy = Files.copy(file.getKey(), directory.resolve("copy"), StandardCopyOption.REPLACE_EXISTING);
            Files.move(copy, directory.resolve(file.getValue()), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static HttpClient client(SSLContext context) {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(context)
                .build();
    }

    /// Whether a new connection can be opened.
    private static boolean connects(SSLContext context) {
        try (HttpClient client = client(context)) {
            return send(client, request("/ping")) == 204;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String login(HttpClient client) throws Exception {
        String body = "{\"username\": \"admin\", \"password\": \"%s\"}".formatted(Api.ADMIN_PASSWORD);
        HttpRequest login = request("/api/v1/auth/login")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        return Api.json(client.send(login, BodyHandlers.ofString()))
                .get("access_token")
                .asText();
    }

    private static HttpRequest.Builder sample(String well) {
        return request("/api/v1/telemetry")
                .header("Content-Type", Api.NDJSON)
                .POST(BodyPublishers.ofString(Api.sample(well, 1)));
    }

    private static int send(HttpClient client, HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.discarding()).statusCode();
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + PORT + path))
                .timeout(Duration.ofSeconds(30));
    }
}

package io.liftline.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.liftline.fixtures.Api;
import io.liftline.fixtures.Await;
import io.liftline.fixtures.TestDatabase;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Users, API keys and sessions of the packaged program, on two replicas.
class AccessIT {

    private static final Duration WITHIN = Duration.ofSeconds(30);
    private static final Map<String, String> KEY_RELOAD = Map.of("LIFTLINE_ACCESS_KEY_RELOAD", "PT2S");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private static Path directory;

    private static TestDatabase database;
    private static Program one;
    private static Program other;

    @BeforeAll
    static void start() throws Exception {
        database = TestDatabase.empty();
        one = Program.ready(database, KEY_RELOAD);
        other = Program.ready(database, KEY_RELOAD);
    }

    @AfterAll
    static void stop() throws Exception {
        one.close();
        other.close();
        database.close();
    }

    @Test
    void aKeyOfTheCommandLineWritesUntilItIsRevoked() throws Exception {
        String key = command(0, "key", "create", "--name", "gateway", "--role", "writer", "--wells", "PAD-1/*,GW-1");
        assertThat(key).matches("llk_[a-z2-7]{12}_[A-Za-z0-9_-]{43}");

        for (Program replica : new Program[] {one, other}) {
            Await.until("the replica knows the key", WITHIN, () -> me(replica, key) == 200);
            assertThat(replica.api().ingest(key, Api.sample("GW-1", 1)).statusCode())
                    .isEqualTo(200);
            assertThat(replica.api().ingest(key, Api.sample("GW-2", 1)).statusCode())
                    .isEqualTo(422);
        }

        assertThat(command(0, "key", "revoke", key.substring(4, 16))).isEqualTo("revoked " + key.substring(4, 16));
        for (Program replica : new Program[] {one, other}) {
            Await.until("the replica refuses the key", WITHIN, () -> me(replica, key) == 401);
        }
        assertThat(command(1, "key", "revoke", key.substring(4, 16))).contains("There is no such API key");
        assertThat(command(2, "key", "create", "--role", "writer")).contains("name must be given");
        assertThat(command(2, "key", "create", "--colour", "red")).contains("unknown option --colour");
        assertThat(command(2, "key")).startsWith("usage: liftline key create");
    }

    @Test
    void aUserOfOneReplicaLogsInAtTheOtherAndStaysLoggedIn() throws Exception {
        String admin = one.api().login();
        HttpResponse<String> created = post(
                one,
                "/api/v1/users",
                admin,
                "{\"username\": \"ann\", \"password\": \"annular pressure 77\", \"roles\": [\"viewer\"], \"wells\": [\"*\"]}");
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        assertThat(Api.json(created).get("username").asText()).isEqualTo("ann");

        HttpResponse<String> login =
                post(other, "/api/v1/auth/login", "", "{\"username\": \"ann\", \"password\": \"annular pressure 77\"}");
        assertThat(login.statusCode()).isEqualTo(200);
        JsonNode tokens = Api.json(login);
        for (int i = 0; i < 5; i++) {
            HttpResponse<String> refreshed = post(
                    i % 2 == 0 ? one : other,
                    "/api/v1/auth/refresh",
                    "",
                    "{\"refresh_token\": \"%s\"}"
                            .formatted(tokens.get("refresh_token").asText()));
            assertThat(refreshed.statusCode()).as(refreshed.body()).isEqualTo(200);
            tokens = Api.json(refreshed);
            assertThat(me(other, tokens.get("access_token").asText())).isEqualTo(200);
        }

        String last = "{\"refresh_token\": \"%s\"}"
                .formatted(tokens.get("refresh_token").asText());
        assertThat(post(one, "/api/v1/auth/logout", "", last).statusCode()).isEqualTo(204);
        assertThat(post(other, "/api/v1/auth/refresh", "", last).statusCode()).isEqualTo(401);
    }

    @Test
    void aUserOfTheCommandLineLogsInUntilItIsDisabled() throws Exception {
        Path password = Files.writeString(directory.resolve("password"), "casing head gauge 12\nsecond line");

        assertThat(command(
                        0,
                        "user",
                        "create",
                        "Bob",
                        "--role",
                        "viewer",
                        "--role",
                        "writer",
                        "--wells",
                        "PAD-7/*,W-1",
                        "--password-file",
                        password.toString()))
                .isEqualTo("bob\tviewer,writer\tPAD-7/*,W-1");
        String token = one.api().login("bob", "casing head gauge 12");
        assertThat(Api.json(one.api().get("/api/v1/auth/me", token))
                        .get("wells")
                        .toString())
                .isEqualTo("[\"PAD-7/*\",\"W-1\"]");

        assertThat(command(0, "user", "disable", "bob")).isEqualTo("bob\tviewer,writer\tPAD-7/*,W-1\tdisabled");
        assertThat(login("bob", "casing head gauge 12")).isEqualTo(401);
        assertThat(command(1, "user", "delete", "admin")).contains("Nobody could administer any more");
        assertThat(database.rows("SELECT action FROM audit_event WHERE actor = 'command line' AND subject = 'bob'"
                        + " ORDER BY at"))
                .containsExactly("user.create", "user.change");
    }

    @Test
    void theSigningKeyIsReplacedOnRequestAndPublishedOnEveryReplica() throws Exception {
        assertThat(command(0, "signing-key", "rotate")).startsWith("created ");
        for (Program replica : new Program[] {one, other}) {
            Await.until("the successor is published", Duration.ofSeconds(60), () -> publishedKeys(replica) == 2);
        }
    }

    private static int publishedKeys(Program replica) {
        try {
            return Api.json(replica.api().get("/.well-known/jwks.json", ""))
                    .get("keys")
                    .size();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static int login(String username, String password) throws Exception {
        String body = "{\"username\": \"%s\", \"password\": \"%s\"}".formatted(username, password);
        return post(one, "/api/v1/auth/login", "", body).statusCode();
    }

    private static int me(Program replica, String credential) {
        try {
            return replica.api().get("/api/v1/auth/me", credential).statusCode();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static HttpResponse<String> post(Program replica, String path, String token, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(replica.api().uri(path))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json");
        return HTTP.send(
                (token.isEmpty() ? request : request.header("Authorization", "Bearer " + token))
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    /// Runs a command of the program and returns what it prints beside its log.
    private static String command(int status, String... arguments) throws Exception {
        try (Program command = Program.start(database, Map.of(), arguments)) {
            assertThat(command.exitStatus())
                    .as(() -> String.join("\n", command.logLines()))
                    .isEqualTo(status);
            return String.join(
                    "\n",
                    command.logLines().stream()
                            .filter(line -> !line.startsWith("{"))
                            .toList());
        }
    }
}

package io.liftline.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.fixtures.Azurite;
import io.liftline.fixtures.S3Mock;
import io.liftline.fixtures.SelfSigned;
import io.liftline.fixtures.StoreServer;
import io.liftline.fixtures.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `liftline store check` of the packaged program, and thereby the libraries of the stores in the executable. None of
/// these runs has a database.
class StoreCheckIT {

    private static final Map<String, String> NO_DATABASE = Map.of("LIFTLINE_DB_URL", "postgresql://127.0.0.1:1/none");

    @TempDir
    private Path files;

    @Test
    void aContainerOfAzureWorksWithAKeyFromAFile() throws Exception {
        Path key = Files.writeString(files.resolve("key"), Azurite.KEY + "\n");

        assertWorks(Map.of(
                "LIFTLINE_ARCHIVE_AZURE_ACCOUNT", Azurite.ACCOUNT,
                "LIFTLINE_ARCHIVE_AZURE_ENDPOINT", Azurite.endpoint(),
                "LIFTLINE_ARCHIVE_AZURE_CONTAINER", Azurite.newContainer(),
                "LIFTLINE_ARCHIVE_AZURE_SHARED_KEY_FILE", key.toString()));
    }

    @Test
    void aContainerOfAzureWorksWithAManagedIdentityOverTls() throws Exception {
        SelfSigned certificate = SelfSigned.in(files);
        String endpoint = Azurite.endpointWithTls(certificate);
        try (StoreServer identity = new StoreServer(exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            StoreServer.answer(exchange, 200, token());
        })) {
            assertWorks(Map.of(
                    "IDENTITY_ENDPOINT",
                    identity.url() + "/token",
                    "IDENTITY_HEADER",
                    "any",
                    "LIFTLINE_ARCHIVE_AZURE_ENDPOINT",
                    endpoint,
                    "LIFTLINE_ARCHIVE_AZURE_CONTAINER",
                    Azurite.newContainer(endpoint, certificate.context()),
                    "LIFTLINE_ARCHIVE_AZURE_MANAGED_IDENTITY",
                    "true",
                    "LIFTLINE_ARCHIVE_AZURE_CA_FILE",
                    certificate.certificate().toString()));
            assertThat(identity.requests()).containsExactly("GET");
        }
    }

    /// The answer of an identity endpoint, with an access token whose signature nobody checks.
    private static String token() {
        long now = Instant.now().getEpochSecond();
        String claims = """
            {"iss":"https://sts.windows.net/00000000-0000-0000-0000-000000000000/","aud":"https://storage.azure.com",\
            "ver":"1.0","iat":%1$d,"nbf":%1$d,"exp":%2$d}\
            """.formatted(now - 60, now + 3_600);
        String jwt =
                "%s.%s.%s".formatted(base64("{\"alg\":\"HS256\",\"typ\":\"JWT\"}"), base64(claims), base64("none"));
        return """
            {"access_token":"%s","expires_on":"%d","resource":"https://storage.azure.com","token_type":"Bearer"}\
            """.formatted(jwt, now + 3_600);
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aBucketWorksWithKeysFromTheSettings() throws Exception {
        assertWorks(Map.of(
                "LIFTLINE_ARCHIVE_S3_ENDPOINT", S3Mock.endpoint(),
                "LIFTLINE_ARCHIVE_S3_BUCKET", S3Mock.newBucket(),
                "LIFTLINE_ARCHIVE_S3_PATH_STYLE", "true",
                "LIFTLINE_ARCHIVE_S3_ACCESS_KEY", "any",
                "LIFTLINE_ARCHIVE_S3_SECRET_KEY", "thing"));
    }

    @Test
    void aBucketWorksWithTheCredentialsThatTheSdkFinds() throws Exception {
        assertWorks(Map.of(
                "AWS_ACCESS_KEY_ID", "any",
                "AWS_SECRET_ACCESS_KEY", "thing",
                "LIFTLINE_ARCHIVE_S3_ENDPOINT", S3Mock.endpoint(),
                "LIFTLINE_ARCHIVE_S3_BUCKET", S3Mock.newBucket(),
                "LIFTLINE_ARCHIVE_S3_PATH_STYLE", "true"));
    }

    @Test
    void whatIsWrongIsOneLine() throws Exception {
        Map<String, String> azure = Map.of(
                "LIFTLINE_ARCHIVE_AZURE_ACCOUNT",
                Azurite.ACCOUNT,
                "LIFTLINE_ARCHIVE_AZURE_ENDPOINT",
                Azurite.endpoint(),
                "LIFTLINE_ARCHIVE_AZURE_CONTAINER",
                "not-there",
                "LIFTLINE_ARCHIVE_AZURE_SHARED_KEY",
                Azurite.KEY);
        Map<String, String> s3 = Map.of(
                "LIFTLINE_ARCHIVE_S3_ENDPOINT", S3Mock.endpoint(),
                "LIFTLINE_ARCHIVE_S3_BUCKET", "not-there",
                "LIFTLINE_ARCHIVE_S3_PATH_STYLE", "true",
                "LIFTLINE_ARCHIVE_S3_ACCESS_KEY", "any",
                "LIFTLINE_ARCHIVE_S3_SECRET_KEY", "thing");

        assertFails(azure, "404 ContainerNotFound: the container or bucket does not exist");
        assertFails(s3, "404 NoSuchBucket: the container or bucket does not exist");
        assertFails(Map.of(), "No store is configured");
        assertFails(
                Map.of("LIFTLINE_ARCHIVE_S3_BUCKET", "a", "LIFTLINE_ARCHIVE_S3_ENDPOINT", "http://minio:9000"),
                "liftline.archive.s3.endpoint is http:// and not this host");
    }

    private static void assertWorks(Map<String, String> settings) throws InterruptedException {
        try (Program check = check(settings)) {
            int status = check.exitStatus();

            assertThat(check.logLines())
                    .filteredOn(line -> line.contains("The store works: "))
                    .hasSize(1);
            assertThat(status).isZero();
        }
    }

    private static void assertFails(Map<String, String> settings, String words) throws InterruptedException {
        try (Program check = check(settings)) {
            assertThat(check.exitStatus()).isEqualTo(1);
            List<String> errors = check.logLines().stream()
                    .filter(line -> line.contains("ERROR"))
                    .toList();
            assertThat(errors).hasSize(1);
            assertThat(errors.getFirst()).contains(words).doesNotContain(Azurite.KEY);
        }
    }

    private static Program check(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(NO_DATABASE);
        all.putAll(settings);
        for (String kind : List.of("azure", "s3")) {
            if (settings.keySet().stream()
                    .anyMatch(key -> key.startsWith("LIFTLINE_ARCHIVE_" + kind.toUpperCase(Locale.ROOT)))) {
                all.put("LIFTLINE_ARCHIVE_STORE", kind);
            }
        }
        return Program.start(TestDatabase.ofService(), all, "store", "check");
    }
}

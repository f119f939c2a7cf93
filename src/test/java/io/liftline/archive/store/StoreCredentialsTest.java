package io.liftline.archive.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.storage.blob.BlobContainerClientBuilder;
import com.azure.storage.blob.sas.BlobContainerSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import com.azure.storage.common.StorageSharedKeyCredential;
import io.liftline.fixtures.Azurite;
import io.liftline.fixtures.SelfSigned;
import io.liftline.fixtures.StoreServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Credentials from settings and from files that change.
class StoreCredentialsTest {

    private static final String WRONG_KEY =
            Base64.getEncoder().encodeToString("wrong".getBytes(StandardCharsets.UTF_8));

    @TempDir
    private Path files;

    @Test
    void aSharedKeyIsReadFromItsFileForEachCall() throws Exception {
        Path key = Files.writeString(files.resolve("key"), WRONG_KEY + "\n");
        String container = Azurite.newContainer();
        try (ObjectStore store =
                RemoteStores.azurite(Map.of("container", container, "shared-key-file", key.toString()))) {
            assertThatThrownBy(() -> store.head("a/x"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("failed: 403");

            Files.writeString(key, Azurite.KEY + "\n");

            assertThat(store.head("a/x")).isEmpty();
        }
    }

    @Test
    void aFileThatIsGoneIsNotAMissingObject() throws Exception {
        Path key = Files.writeString(files.resolve("key"), Azurite.KEY);
        String container = Azurite.newContainer();
        try (ObjectStore store =
                RemoteStores.azurite(Map.of("container", container, "shared-key-file", key.toString()))) {
            Files.delete(key);

            assertThatThrownBy(() -> store.get("a/x"))
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(NoSuchFileException.class)
                    .hasMessageContaining("the file %s cannot be read".formatted(key));

            Files.writeString(key, " \n");

            assertThatThrownBy(() -> store.get("a/x")).hasMessageContaining("the file %s is empty".formatted(key));
        }
    }

    @Test
    void aSignatureWorksUntilItExpires() throws Exception {
        String container = Azurite.newContainer();
        Path sas = Files.writeString(files.resolve("sas"), "?" + signature(container, Duration.ofHours(1)));
        Path content = Files.writeString(files.resolve("x"), "content");
        try (ObjectStore store = RemoteStores.azurite(Map.of("container", container, "sas-file", sas.toString()))) {
            assertThat(store.putIfAbsent("a/x", content)).isEqualTo(PutOutcome.STORED);
            assertThat(store.list("a/", "", 10)).containsExactly(new StoredObject("a/x", 7));

            Files.writeString(sas, signature(container, Duration.ofHours(-1)));

            assertThatThrownBy(() -> store.head("a/x"))
                    .hasMessageContaining("failed: 403")
                    .hasMessageContaining("wrong or expired")
                    .hasMessageNotContaining("sig=");

            Files.writeString(sas, "no signature");

            assertThatThrownBy(() -> store.head("a/x")).hasMessageContaining("not of the form sv=…&sig=…");
        }
    }

    private static String signature(String container, Duration validity) {
        return new BlobContainerClientBuilder()
                .endpoint(Azurite.endpoint())
                .containerName(container)
                .credential(new StorageSharedKeyCredential(Azurite.ACCOUNT, Azurite.KEY))
                .httpClient(new JdkHttpClientBuilder().build())
                .buildClient()
                .generateSas(new BlobServiceSasSignatureValues(
                        OffsetDateTime.now().plus(validity), BlobContainerSasPermission.parse("rcl")));
    }

    @Test
    void onlyAnAuthorityOfTheSettingsIsTrusted() throws Exception {
        SelfSigned certificate = SelfSigned.in(files);
        String endpoint = Azurite.endpointWithTls(certificate);
        Map<String, String> settings = new HashMap<>(Map.of(
                "endpoint",
                endpoint,
                "container",
                Azurite.newContainer(endpoint, certificate.context()),
                "transfer.attempts",
                "1"));
        try (ObjectStore store = RemoteStores.azurite(settings)) {
            assertThatThrownBy(() -> store.head("a/x"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("SSLHandshakeException");
        }

        settings.put("ca-file", certificate.certificate().toString());

        try (ObjectStore store = RemoteStores.azurite(settings)) {
            assertThat(store.head("a/x")).isEmpty();
        }
    }

    @Test
    void accessKeysAreReadFromTheirFilesForEachRequest() throws Exception {
        List<String> authorizations = new CopyOnWriteArrayList<>();
        Path access = Files.writeString(files.resolve("access"), "first\n");
        Path secret = Files.writeString(files.resolve("secret"), "one\n");
        try (StoreServer server = new StoreServer(StoreServer.withObject(7, _ -> {}, authorizations));
                ObjectStore store = RemoteStores.open(
                        "liftline.archive.s3.",
                        Map.of(
                                "endpoint", server.url(),
                                "bucket", "archive",
                                "path-style", "true",
                                "access-key-file", access.toString(),
                                "secret-key-file", secret.toString()))) {
            store.head("a/x");
            Files.writeString(access, "second\n");
            Files.writeString(secret, "two\n");
            store.head("a/x");
        }

        assertThat(authorizations).hasSize(2);
        assertThat(authorizations.getFirst()).startsWith("AWS4-HMAC-SHA256 Credential=first/");
        assertThat(authorizations.getLast()).startsWith("AWS4-HMAC-SHA256 Credential=second/");
    }
}

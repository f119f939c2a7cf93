package io.liftline.archive.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpHandler;
import io.liftline.fixtures.StoreServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What every store on the network must do when its service fails.
abstract class ServiceFaultsContract {

    /// A part of the credentials of the tests, which no message may contain.
    static final String SECRET = "c2VjcmV0LW9mLXRlc3Rz";

    static final Map<String, String> SHORT_LIMITS = Map.of(
            "transfer.connect-timeout", "PT1S",
            "transfer.request-timeout", "PT1S",
            "transfer.object-timeout", "PT8S",
            "transfer.attempts", "2");

    private static final int LARGE = 20_000_000;

    @TempDir
    private Path files;

    private StoreServer server;
    private ObjectStore store;

    /// Opens a store whose service is at the URL.
    abstract ObjectStore open(String url) throws IOException;

    /// The service's answer with this code and status, as a body.
    abstract String error(String code);

    /// The service's code for a missing container.
    abstract String containerMissing();

    @BeforeEach
    void start() throws IOException {
        server = new StoreServer(answer(500, ""));
        store = open(server.url());
    }

    @AfterEach
    void stop() {
        store.close();
        server.close();
    }

    @Test
    void anErrorOfTheServiceIsRetriedAndThenReported() {
        server.become(answer(503, error("SlowDown")));

        assertFails(this::put, "storing 'a/x' failed: 503", "all attempts were used");
        assertThat(server.requests()).containsExactly("PUT", "PUT");
    }

    @Test
    void anErrorThatPassesIsNotSeen() throws Exception {
        server.become(exchange -> {
            exchange.getResponseHeaders().set("ETag", "\"first\"");
            StoreServer.answer(exchange, server.requests().size() == 1 ? 500 : 201, "");
        });

        assertThat(put()).isEqualTo(PutOutcome.STORED);
        assertThat(server.requests()).containsExactly("PUT", "PUT");
    }

    @Test
    void refusedCredentialsAreReported() {
        server.become(answer(403, error("AuthenticationFailed")));

        for (ThrowingCallable call : calls()) {
            assertFails(call, "failed: 403", "the credentials are wrong or expired");
        }
        assertThat(server.requests()).as("none is retried").hasSize(4);
    }

    @Test
    void aMissingContainerIsNotAMissingObject() {
        server.become(exchange -> {
            exchange.getResponseHeaders().set("x-ms-error-code", containerMissing());
            StoreServer.answer(exchange, 404, error(containerMissing()));
        });

        for (ThrowingCallable call : calls()) {
            assertFails(call, "failed: 404", "the container or bucket does not exist");
        }
    }

    @Test
    void aServiceThatDoesNotAnswerIsGivenUp() {
        server.become(server::hang);

        for (ThrowingCallable call : calls()) {
            assertFails(call, "failed: ");
        }
    }

    @Test
    void aServiceThatCannotBeReachedIsReported() {
        server.close();

        for (ThrowingCallable call : calls()) {
            assertFails(call, "failed: no valid answer", "ConnectException");
        }
    }

    @Test
    void anAnswerThatIsNoneIsReported() {
        server.become(answer(200, "<html>Log in to this network</html>"));

        for (ThrowingCallable call : calls()) {
            assertFails(call, "failed: ");
        }
    }

    @Test
    void aTruncatedDownloadIsNotTakenForTheObject() {
        server.become(StoreServer.withObject(1_000, exchange -> StoreServer.truncate(exchange, 1_000, 600)));

        assertFails(this::read, "reading 'a/x' failed: ");
        assertThat(server.requests()).filteredOn("GET"::equals).hasSizeBetween(2, 4);
    }

    @Test
    void aShortAnswerIsNotTakenForTheObject() {
        server.become(StoreServer.withObject(1_000, exchange -> {
            exchange.getResponseHeaders().set("ETag", "\"first\"");
            exchange.getResponseHeaders().set("Content-Range", "bytes 0-599/1000");
            StoreServer.answer(exchange, 206, "x".repeat(600));
        }));

        assertFails(this::read, "'a/x'");
    }

    @Test
    void anObjectThatIsReplacedWhileItIsReadIsReported() {
        server.become(StoreServer.withObject(1_000, answer(412, error("ConditionNotMet"))));

        assertFails(this::read, "reading 'a/x' failed: 412", "written or replaced by somebody else");
    }

    @Test
    void anUploadThatIsCutFails() throws Exception {
        server.become(exchange -> {
            if (exchange.getRequestMethod().equals("HEAD")) {
                exchange.getResponseHeaders().set("x-ms-error-code", "BlobNotFound");
                StoreServer.answer(exchange, exchange.getRequestURI().getPath().endsWith("x") ? 404 : 200, "");
            } else {
                StoreServer.cut(exchange);
            }
        });
        Path large = Files.write(files.resolve("large"), new byte[LARGE]);

        assertFails(() -> store.putIfAbsent("a/x", large), "storing 'a/x' failed: ");
    }

    private static HttpHandler answer(int status, String body) {
        return exchange -> StoreServer.answer(exchange, status, body);
    }

    private ThrowingCallable[] calls() {
        return new ThrowingCallable[] {
            this::put, () -> store.head("a/x"), () -> store.get("a/x"), () -> store.list("a/", "", 10)
        };
    }

    private PutOutcome put() throws IOException {
        return store.putIfAbsent("a/x", Files.writeString(files.resolve("x"), "content"));
    }

    private void read() throws IOException {
        try (InputStream content = store.get("a/x")) {
            content.readAllBytes();
        }
    }

    private void assertFails(ThrowingCallable call, String... words) {
        assertThatThrownBy(call)
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(NoSuchFileException.class)
                .hasNoCause()
                .hasMessageContaining(store.describe())
                .hasMessageContainingAll(words)
                .hasMessageNotContaining(SECRET);
    }
}

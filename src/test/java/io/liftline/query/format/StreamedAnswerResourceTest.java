package io.liftline.query.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.liftline.fixtures.Api;
import io.liftline.fixtures.Await;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How streamed answers are sent.
@QuarkusTest
class StreamedAnswerResourceTest {

    /// A page has 380 kB, about half of it when compressed. The buffers of both sockets and of the service hold
    /// far fewer pages than this.
    private static final int FAR_MORE_PAGES = 60;

    private static final Duration STANDSTILL = Duration.ofSeconds(1);

    @ParameterizedTest
    @CsvSource({"csv, identity", "json, identity", "ndjson, identity", "csv, gzip", "json, gzip"})
    void nothingIsReadAheadOfAClientThatDoesNotRead(String format, String encoding) throws Exception {
        int before = EndlessAnswerResource.PAGES.get();
        try (Socket client = connect()) {
            send(client, "/test/answer/endless?format=" + format, encoding);
            client.getInputStream().readNBytes(1_000_000);
            awaitStandstill();
            int whileItWaits = EndlessAnswerResource.PAGES.get() - before;

            assertThat(whileItWaits).isBetween(2, FAR_MORE_PAGES);

            client.getInputStream().readNBytes(30_000_000);
            Await.until(
                    "it goes on when the client does",
                    () -> EndlessAnswerResource.PAGES.get() - before > whileItWaits + 20);
        }
        awaitStandstill();
    }

    @Test
    void anAnswerThatFailsOnItsWayIsNotTakenForAWholeOne() throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(Api.underTest().uri("/test/answer/broken"))
                .build();

        assertThatExceptionOfType(IOException.class).isThrownBy(() -> client.send(request, BodyHandlers.ofByteArray()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void pagesWithoutRowsLeaveNoTrace(int pages) throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(Api.underTest().uri("/test/answer/gaps?pages=" + pages))
                .build();

        String text = client.send(request, BodyHandlers.ofString()).body();

        assertThat(new JsonObject(text).getJsonArray("samples")).hasSize((pages + 1) / 2);
    }

    private static Socket connect() throws IOException {
        URI address = Api.underTest().uri("/");
        Socket client = new Socket(address.getHost(), address.getPort());
        client.setSoTimeout(30_000);
        return client;
    }

    private static void send(Socket client, String path, String encoding) throws IOException {
        client.getOutputStream()
                .write("GET %s HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: %s\r\n\r\n"
                        .formatted(path, encoding)
                        .getBytes(StandardCharsets.US_ASCII));
    }

    /// Waits until no page was requested for a second.
    private static void awaitStandstill() {
        Await.until("no page is asked for any more", () -> {
            int before = EndlessAnswerResource.PAGES.get();
            return !Await.holds(STANDSTILL, () -> EndlessAnswerResource.PAGES.get() > before);
        });
    }
}

package io.liftline.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/// Sends requests to a service. It does not follow redirects, so a key never reaches another host.
final class Service implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(10);

    /// Longer than the deadline of a write in the service, so that its own answer arrives.
    private static final Duration ANSWER = Duration.ofMinutes(2);

    /// Longest time without a byte of an answer.
    private static final Duration STALL = Duration.ofSeconds(60);

    /// Largest answer that is read as a whole.
    private static final int MAX_ANSWER = 16 << 20;

    private final Target target;
    private final HttpClient http;

    Service(Target target) {
        this.target = target;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT);
        target.authorities().ifPresent(file -> builder.sslContext(Authorities.read(file)));
        this.http = builder.build();
    }

    /// Posts a body that is compressed with gzip.
    Answer post(String path, String type, byte[] gzip) throws IOException, InterruptedException {
        return whole(http.send(
                request(target.uri(path))
                        .header("Content-Type", type)
                        .header("Content-Encoding", "gzip")
                        .POST(BodyPublishers.ofByteArray(gzip))
                        .build(),
                BodyHandlers.ofInputStream()));
    }

    /// Gets a whole answer.
    Answer get(URI uri) throws IOException, InterruptedException {
        return whole(http.send(request(uri).build(), BodyHandlers.ofInputStream()));
    }

    /// The address of a path of the API.
    URI uri(String path) {
        return target.uri(path);
    }

    /// A stream of a body, or the answer that there is none.
    sealed interface Streamed {

        record Body(InputStream stream) implements Streamed {}

        record Refused(Answer answer) implements Streamed {}
    }

    /// Gets an answer of any length.
    ///
    /// @param form the form to ask for
    Streamed stream(String path, ExportForm form) throws IOException, InterruptedException {
        HttpResponse<InputStream> response = http.send(
                request(target.uri(path))
                        .header("Accept", form.type() + ", application/problem+json")
                        .timeout(form.firstByte())
                        .build(),
                BodyHandlers.ofInputStream());
        if (response.statusCode() != 200) {
            return new Streamed.Refused(whole(response));
        }
        String type = response.headers().firstValue("Content-Type").orElse("none");
        if (!type.startsWith(form.type())) {
            response.body().close();
            throw new StoppedException("the answer has the type " + type + " in place of " + form.type()
                    + ": another program answers at this address");
        }
        return new Streamed.Body(unpacked(response));
    }

    private HttpRequest.Builder request(URI uri) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(ANSWER)
                .header("User-Agent", "liftline/" + Version.TEXT)
                .header("Accept-Encoding", "gzip");
        target.credential().ifPresent(key -> request.header("Authorization", "Bearer " + key));
        return request;
    }

    private static Answer whole(HttpResponse<InputStream> response) throws IOException {
        try (InputStream body = unpacked(response)) {
            return new Answer(
                    response.statusCode(), retryAfter(response), new String(body.readNBytes(MAX_ANSWER), UTF_8));
        }
    }

    private static InputStream unpacked(HttpResponse<InputStream> response) throws IOException {
        InputStream body = new StallGuard(response.body(), STALL);
        boolean gzip = response.headers()
                .firstValue("Content-Encoding")
                .filter("gzip"::equalsIgnoreCase)
                .isPresent();
        return gzip ? new GZIPInputStream(body) : body;
    }

    private static Optional<Duration> retryAfter(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(text -> text.matches("\\d{1,6}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)));
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}

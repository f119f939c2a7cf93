package io.liftline.access.token;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.liftline.access.AccessConfig;
import io.liftline.database.Background;
import io.liftline.database.SchemaReady;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;
import org.jose4j.lang.UnresolvableKeyException;

/// The public keys of the outside issuer. They are read every five minutes on a thread of its own, and when a token
/// names an unknown key, at most every 10 s. If the issuer cannot be reached, the known keys stay valid.
@Singleton
class OutsideKeys implements TrustedKeys {

    private static final Logger LOG = Logger.getLogger(OutsideKeys.class);
    private static final Duration EVERY = Duration.ofMinutes(5);
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final int MAX_BYTES = 256 * 1024;
    private static final int MAX_KEYS = 100;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final AccessConfig.Outside config;
    private final AtomicLong lastRead = new AtomicLong(System.nanoTime() - PAUSE.toNanos());
    private final Background background = new Background("outside-keys");
    private volatile Map<String, Key> keys = Map.of();

    OutsideKeys(AccessConfig config) {
        this.config = config.outside();
    }

    void begin(@Observes SchemaReady event) {
        if (config.issuer().isPresent()) {
            background.repeat(Duration.ZERO, EVERY, this::read);
        }
    }

    void end(@Observes ShutdownEvent event) {
        background.close();
    }

    @Override
    public boolean contains(String kid) {
        return keys.containsKey(kid);
    }

    /// The key that the signature names.
    ///
    /// @throws UnresolvableKeyException if it is not known; it is then looked for in the background
    Key keyOf(JsonWebSignature jws) throws UnresolvableKeyException {
        String kid = jws.getKeyIdHeaderValue();
        Key key = kid == null ? null : keys.get(kid);
        if (key == null) {
            readForUnknownKey();
            throw new UnresolvableKeyException("the token names no known key of the outside issuer");
        }
        return key;
    }

    private void readForUnknownKey() {
        long now = System.nanoTime();
        long last = lastRead.get();
        if (now - last >= PAUSE.toNanos() && lastRead.compareAndSet(last, now)) {
            background.once(this::read);
        }
    }

    /// Reads the key set. After a failure, the keys stay as they are.
    void read() {
        lastRead.set(System.nanoTime());
        try (HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
            URI url = config.jwksUrl().isPresent() ? config.jwksUrl().get() : discover(http);
            keys = new JsonWebKeySet(get(http, url))
                    .getJsonWebKeys().stream()
                            .filter(key -> key.getKeyId() != null && !"enc".equals(key.getUse()))
                            .filter(key -> List.of("RSA", "EC").contains(key.getKeyType()))
                            .limit(MAX_KEYS)
                            .collect(Collectors.toUnmodifiableMap(
                                    JsonWebKey::getKeyId, JsonWebKey::getKey, (first, _) -> first));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (IOException | JoseException | RuntimeException e) {
            LOG.warnf(
                    "The keys of the outside issuer could not be read, keeping the current ones: keys=%d reason=\"%s\"",
                    keys.size(), e.getMessage());
        }
    }

    /// OpenID Connect Discovery 1.0, section 4.
    private URI discover(HttpClient http) throws IOException, InterruptedException {
        String issuer = config.issuer().map(URI::toString).orElseThrow().replaceAll("/$", "");
        JsonNode document = JSON.readTree(get(http, URI.create(issuer + "/.well-known/openid-configuration")));
        return URI.create(document.path("jwks_uri").asText());
    }

    private static String get(HttpClient http, URI url) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url).timeout(TIMEOUT).build();
        HttpResponse<InputStream> answer = http.send(request, BodyHandlers.ofInputStream());
        try (InputStream body = answer.body()) {
            byte[] bytes = body.readNBytes(MAX_BYTES + 1);
            if (answer.statusCode() != 200 || bytes.length > MAX_BYTES) {
                throw new IOException("%s answered %d with %d bytes".formatted(url, answer.statusCode(), bytes.length));
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}

package io.liftline.matrix;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/// A small OpenID Connect provider: its configuration, its key set, and tokens.
public final class OutsideIssuerServer implements AutoCloseable {

    private static final String KID = "outside-1";
    private static final String TOKEN = "/token";

    private final HttpServer server;
    private final EllipticCurveJsonWebKey key;

    private OutsideIssuerServer(HttpServer server, EllipticCurveJsonWebKey key) {
        this.server = server;
        this.key = key;
    }

    public static OutsideIssuerServer start() throws IOException, JoseException {
        EllipticCurveJsonWebKey key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
        key.setKeyId(KID);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        OutsideIssuerServer issuer = new OutsideIssuerServer(server, key);
        issuer.serve("/.well-known/openid-configuration", "{\"jwks_uri\": \"" + issuer.url() + "/keys\"}");
        issuer.serve("/keys", new JsonWebKeySet(key).toJson(OutputControlLevel.PUBLIC_ONLY));
        server.createContext(TOKEN, exchange -> {
            String[] wanted = exchange.getRequestURI().getQuery().split("&", -1);
            answer(exchange, issuer.token(wanted[0], wanted[1]));
        });
        server.start();
        return issuer;
    }

    /// The `iss` of its tokens.
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /// Asks an issuer for a token of a group.
    ///
    /// @param issuer its [#url]
    static String token(URI issuer, String group, String wells) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            URI url = issuer.resolve(TOKEN + "?" + group + "&" + wells);
            return http.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString())
                    .body();
        }
    }

    /// A token for ten minutes.
    private String token(String group, String wells) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(url());
        claims.setAudience("liftline");
        claims.setSubject("matrix-outside");
        claims.setIssuedAt(NumericDate.now());
        claims.setExpirationTimeMinutesInTheFuture(10);
        claims.setStringListClaim("groups", group);
        claims.setStringListClaim("wells", wells);
        JsonWebSignature jws = new JsonWebSignature();
        jws.setAlgorithmHeaderValue("ES256");
        jws.setKeyIdHeaderValue(KID);
        jws.setKey(key.getPrivateKey());
        jws.setPayload(claims.toJson());
        try {
            return jws.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private void serve(String path, String body) {
        server.createContext(path, exchange -> answer(exchange, body));
    }

    private static void answer(HttpExchange exchange, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

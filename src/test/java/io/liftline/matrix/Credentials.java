package io.liftline.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.access.Role;
import io.liftline.fixtures.Api;
import io.liftline.fixtures.Await;
import io.liftline.fixtures.TestDatabase;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;

/// Makes one credential of each kind. Tokens are signed here with the key that the program has in its
/// database.
public final class Credentials {

    private final TestDatabase database;
    private final Api api;
    private final URI outside;

    /// @param outside the URL of an [OutsideIssuerServer] that the program accepts
    public Credentials(TestDatabase database, Api api, URI outside) {
        this.database = database;
        this.api = api;
        this.outside = outside;
    }

    /// The texts to send, by kind.
    public Map<Credential, String> all() throws Exception {
        Map<Credential, String> all = new EnumMap<>(Credential.class);
        for (Credential credential : Credential.values()) {
            all.put(credential, "");
        }
        for (Credential credential : List.of(
                Credential.VIEWER, Credential.WRITER, Credential.OPERATOR, Credential.ADMIN, Credential.CHIEF)) {
            all.put(credential, token(credential, 600));
        }
        all.put(Credential.EXPIRED, token(Credential.ADMIN, -120));
        String chief = all.get(Credential.CHIEF);
        all.put(Credential.KEY, key(chief, "\"viewer\", \"writer\"", Wells.SCOPE));
        String revoked = key(chief, "\"admin\"", "*");
        assertThat(delete("/api/v1/api-keys/" + revoked.substring(4, 16), chief))
                .isEqualTo(204);
        all.put(Credential.REVOKED_KEY, revoked);
        String ofOutside = OutsideIssuerServer.token(outside, "viewer", Wells.SCOPE);
        Await.until(
                "the keys of the outside issuer are known",
                () -> api.get("/api/v1/auth/me", ofOutside).statusCode() == 200);
        all.put(Credential.OUTSIDE, ofOutside);
        return all;
    }

    private String token(Credential credential, long endsInSeconds) throws Exception {
        NumericDate now = NumericDate.now();
        NumericDate end = NumericDate.now();
        end.addSeconds(endsInSeconds);
        now.addSeconds(Math.min(0, endsInSeconds - 600));
        JwtClaims claims = new JwtClaims();
        claims.setIssuer("liftline");
        claims.setAudience("liftline");
        claims.setSubject("matrix-" + credential.name().toLowerCase(Locale.ROOT));
        claims.setIssuedAt(now);
        claims.setExpirationTime(end);
        claims.setGeneratedJwtId();
        claims.setStringListClaim(
                "groups", credential.roles().stream().map(Role::text).toList());
        claims.setStringListClaim("wells", credential == Credential.CHIEF ? "*" : Wells.SCOPE);
        String[] stored = database.row("""
                        SELECT kid || ' ' || translate(encode(private_key, 'base64'), E'\\n', '')
                        FROM signing_key
                        WHERE private_key IS NOT NULL AND signs_from <= now()
                        ORDER BY signs_from DESC, created_at DESC, kid
                        LIMIT 1
                        """).split(" ", 2);
        JsonWebSignature jws = new JsonWebSignature();
        jws.setHeader("typ", "at+jwt");
        jws.setAlgorithmHeaderValue("ES256");
        jws.setKeyIdHeaderValue(stored[0]);
        jws.setKey(privateKey(Base64.getDecoder().decode(stored[1])));
        jws.setPayload(claims.toJson());
        return jws.getCompactSerialization();
    }

    private static PrivateKey privateKey(byte[] der) throws Exception {
        return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(der));
    }

    private String key(String chief, String roles, String wells) throws Exception {
        HttpResponse<String> created = api.post(
                "/api/v1/api-keys",
                chief,
                "{\"name\": \"matrix\", \"roles\": [%s], \"wells\": [\"%s\"]}".formatted(roles, wells));
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        return Api.json(created).get("key").asText();
    }

    private int delete(String path, String token) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(api.uri(path))
                .header("Authorization", "Bearer " + token)
                .DELETE()
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request, BodyHandlers.discarding()).statusCode();
        }
    }
}

package io.liftline.access.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.liftline.access.AccessConfig;
import io.liftline.access.Caller;
import io.liftline.access.Role;
import io.liftline.access.TestConfig;
import io.liftline.access.TestOutside;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Tokens of an OpenID Connect provider, which runs in the test, over HTTP.
@QuarkusTest
class OutsideIssuerTest {

    @Inject
    SigningKeys own;

    @Inject
    ApiKeys apiKeys;

    @Inject
    TokenIssuer ownTokens;

    private final PublicJsonWebKey rsa = key("rsa-1");
    private final PublicJsonWebKey curve = curveKey("ec-1");
    private HttpServer server;
    private String issuer;
    private volatile String keySet = "";

    OutsideIssuerTest() throws JoseException {}

    @BeforeEach
    void startIssuer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        issuer = "http://127.0.0.1:" + server.getAddress().getPort() + "/realms/field";
        serve("/realms/field/.well-known/openid-configuration", "{\"jwks_uri\": \"" + issuer + "/keys\"}");
        keySet = json(rsa, curve);
        server.createContext("/realms/field/keys", exchange -> {
            byte[] body = keySet.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stopIssuer() {
        server.stop(0);
    }

    @Test
    void itsTokensAreAcceptedWithTheirGroupsAndWells() throws Exception {
        TokenVerifier verifier = verifier(Optional.empty(), Optional.empty());

        Caller caller = verifier.verify(token(rsa, "RS256", claims())).caller();

        assertThat(caller.username()).isEqualTo("oidc:7f3e");
        assertThat(caller.roles()).isEqualTo(Set.of(Role.VIEWER, Role.OPERATOR));
        assertThat(caller.wells().patterns()).containsExactly("PAD-7/*");
        assertThat(verifier.verify(token(rsa, "PS256", claims())).caller()).isEqualTo(caller);
        assertThat(verifier.verify(token(curve, "ES256", claims())).caller()).isEqualTo(caller);
    }

    @Test
    void groupsAreMappedToRolesAndWellsHaveADefault() throws Exception {
        TokenVerifier verifier =
                verifier(Optional.of(List.of("ESP engineers=operator", "a=b=viewer")), Optional.of(List.of("*")));
        JwtClaims claims = claims();
        claims.setStringListClaim("groups", "admin", "ESP engineers", "everybody");
        claims.unsetClaim("wells");

        Caller caller = verifier.verify(token(rsa, "RS256", claims)).caller();

        assertThat(caller.roles()).isEqualTo(Set.of(Role.OPERATOR));
        assertThat(caller.wells().patterns()).containsExactly("*");
    }

    @Test
    void withoutGroupsAndWellsACallerMayDoNothing() throws Exception {
        JwtClaims claims = claims();
        claims.unsetClaim("groups");
        claims.unsetClaim("wells");

        Caller caller = verifier(Optional.empty(), Optional.empty())
                .verify(token(rsa, "RS256", claims))
                .caller();

        assertThat(caller.roles()).isEmpty();
        assertThat(caller.wells().patterns()).isEmpty();
    }

    @Test
    void forgeriesAreRefused() throws Exception {
        TokenVerifier verifier = verifier(Optional.empty(), Optional.empty());
        PublicJsonWebKey stranger = key("rsa-1");
        JwtClaims otherAudience = claims();
        otherAudience.setAudience("another");
        JwtClaims expired = claims();
        expired.setExpirationTimeMinutesInTheFuture(-2);
        JwtClaims notYet = claims();
        notYet.setNotBefore(NumericDate.fromSeconds(NumericDate.now().getValue() + 600));
        JwtClaims nobody = claims();
        nobody.unsetClaim("sub");
        JwtClaims forEver = claims();
        forEver.unsetClaim("exp");
        JwtClaims otherIssuer = claims();
        otherIssuer.setIssuer(issuer + "/other");
        JwtClaims badWells = claims();
        badWells.setStringListClaim("wells", "?");

        for (String forged : List.of(
                token(stranger, "RS256", claims()),
                token(rsa, "RS256", otherAudience),
                token(rsa, "RS256", expired),
                token(rsa, "RS256", notYet),
                token(rsa, "RS256", nobody),
                token(rsa, "RS256", forEver),
                token(rsa, "RS256", otherIssuer),
                token(rsa, "RS256", badWells),
                token(key("unknown"), "RS256", claims()),
                token(rsa, "RS384", claims()),
                unsigned(claims()),
                signedWithThePublicKey(claims()))) {
            assertThatThrownBy(() -> verifier.verify(forged)).isInstanceOf(AuthenticationFailedException.class);
        }
    }

    @Test
    void ownTokensAreAcceptedBesideThemAndAreNotItsOwn() throws Exception {
        TokenVerifier verifier = verifier(Optional.empty(), Optional.empty());
        Caller ann = new Caller("ann", Set.of(Role.VIEWER), io.liftline.access.WellScope.all());

        assertThat(verifier.verify(ownTokens.issue(ann).text()).caller()).isEqualTo(ann);

        JwtClaims asOurs = claims();
        asOurs.setIssuer("liftline");
        String forged = token(rsa, "RS256", asOurs);
        assertThatThrownBy(() -> verifier.verify(forged)).isInstanceOf(AuthenticationFailedException.class);
    }

    @Test
    void aWithdrawnKeyIsNoLongerAcceptedAndAnUnreachableIssuerKeepsTheKnownOnes() throws Exception {
        OutsideKeys keys = keys(Optional.empty(), Optional.empty());
        TokenVerifier verifier = verifier(keys, Optional.empty(), Optional.empty());
        String token = token(rsa, "RS256", claims());
        verifier.verify(token);

        keySet = "not a key set";
        keys.read();
        assertThat(verifier.verify(token).caller().username()).isEqualTo("oidc:7f3e");

        keySet = json(curve);
        keys.read();
        assertThatThrownBy(() -> verifier.verify(token)).isInstanceOf(AuthenticationFailedException.class);
    }

    @Test
    void anEndlessKeySetIsNotReadToItsEnd() throws Exception {
        OutsideKeys keys = keys(Optional.empty(), Optional.empty());
        keySet = " ".repeat(300 * 1024) + json(curve);

        keys.read();

        assertThat(keys.contains("ec-1")).isTrue();
        assertThat(keys.contains("rsa-1")).as("the set before is kept").isTrue();
    }

    private TokenVerifier verifier(Optional<List<String>> roles, Optional<List<String>> wells) {
        return verifier(keys(roles, wells), roles, wells);
    }

    private TokenVerifier verifier(OutsideKeys keys, Optional<List<String>> roles, Optional<List<String>> wells) {
        AccessConfig config = config(roles, wells);
        return new TokenVerifier(own, apiKeys, new OutsideIssuer(config, keys), config, InstantSource.system());
    }

    private OutsideKeys keys(Optional<List<String>> roles, Optional<List<String>> wells) {
        OutsideKeys keys = new OutsideKeys(config(roles, wells));
        keys.read();
        return keys;
    }

    private AccessConfig config(Optional<List<String>> roles, Optional<List<String>> wells) {
        return TestConfig.DEFAULTS.withOutside(new TestOutside(Optional.of(URI.create(issuer)), roles, wells));
    }

    private JwtClaims claims() {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(issuer);
        claims.setSubject("7f3e");
        claims.setAudience("account", "liftline");
        claims.setIssuedAtToNow();
        claims.setExpirationTimeMinutesInTheFuture(5);
        claims.setStringListClaim("groups", "viewer", "operator", "offline_access");
        claims.setStringListClaim("wells", "PAD-7/*");
        return claims;
    }

    private static String token(PublicJsonWebKey key, String algorithm, JwtClaims claims) throws JoseException {
        JsonWebSignature jws = new JsonWebSignature();
        jws.setPayload(claims.toJson());
        jws.setKey(key.getPrivateKey());
        jws.setKeyIdHeaderValue(key.getKeyId());
        jws.setHeader("typ", "JWT");
        jws.setAlgorithmHeaderValue(algorithm);
        return jws.getCompactSerialization();
    }

    private static String unsigned(JwtClaims claims) throws JoseException {
        JsonWebSignature jws = new JsonWebSignature();
        jws.setPayload(claims.toJson());
        jws.setAlgorithmConstraints(org.jose4j.jwa.AlgorithmConstraints.NO_CONSTRAINTS);
        jws.setAlgorithmHeaderValue("none");
        return jws.getCompactSerialization();
    }

    private String signedWithThePublicKey(JwtClaims claims) throws JoseException {
        JsonWebSignature jws = new JsonWebSignature();
        jws.setPayload(claims.toJson());
        jws.setKey(new HmacKey(rsa.getPublicKey().getEncoded()));
        jws.setKeyIdHeaderValue("rsa-1");
        jws.setAlgorithmHeaderValue("HS256");
        return jws.getCompactSerialization();
    }

    private void serve(String path, String body) {
        server.createContext(path, exchange -> {
            exchange.sendResponseHeaders(200, body.length());
            exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
    }

    private static String json(PublicJsonWebKey... keys) {
        return new JsonWebKeySet(keys).toJson(OutputControlLevel.PUBLIC_ONLY);
    }

    private static PublicJsonWebKey key(String kid) throws JoseException {
        PublicJsonWebKey key = RsaJwkGenerator.generateJwk(2048);
        key.setKeyId(kid);
        return key;
    }

    private static PublicJsonWebKey curveKey(String kid) throws JoseException {
        PublicJsonWebKey key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
        key.setKeyId(kid);
        return key;
    }
}

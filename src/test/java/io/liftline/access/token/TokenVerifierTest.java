package io.liftline.access.token;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.access.Caller;
import io.liftline.access.Role;
import io.liftline.access.WellScope;
import io.liftline.database.SchemaReady;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class TokenVerifierTest {

    @Inject
    SigningKeys keys;

    @Inject
    TokenIssuer tokens;

    @Inject
    TokenVerifier verifier;

    @Test
    void aTokenForgedWithTheRightKeyAndContentsIsGood() {
        assertThat(ask(ForgedToken.valid(signer())).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource
    void aTokenWithAWrongClaimIsRefused(ForgedToken.WrongClaim wrong) {
        assertRefused(ForgedToken.with(signer(), wrong));
    }

    @ParameterizedTest
    @EnumSource
    void aTokenWithAWrongHeaderOrSignatureIsRefused(ForgedToken.WrongHeader wrong) {
        assertRefused(ForgedToken.with(signer(), wrong));
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "a.b.c", "..", "eyJhbGciOiJub25lIn0.e30.", "ll_0123456789"})
    void garbageIsRefused(String token) {
        assertRefused(token);
    }

    @Test
    void aChangedPayloadIsRefused() {
        String[] parts = issued().split("\\.", -1);
        String payload = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        String promoted = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(payload.replace("viewer", "admin").getBytes(StandardCharsets.UTF_8));

        assertRefused(parts[0] + "." + promoted + "." + parts[2]);
    }

    @Test
    void aCutOffSignatureIsRefused() {
        String[] parts = issued().split("\\.", -1);

        assertRefused(parts[0] + "." + parts[1] + ".");
        assertRefused(parts[0] + "." + parts[1]);
        assertRefused(parts[0] + "." + parts[1] + "." + "A".repeat(86));
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "NONE", "nOnE", "", "ES256 "})
    void anotherAlgorithmInTheHeaderIsRefused(String algorithm) {
        String[] parts = issued().split("\\.", -1);
        String header = "{\"typ\":\"at+jwt\",\"kid\":\"%s\",\"alg\":\"%s\"}".formatted(signer().kid(), algorithm);
        String forged = Base64.getUrlEncoder().withoutPadding().encodeToString(header.getBytes(StandardCharsets.UTF_8))
                + "." + parts[1] + ".";

        assertRefused(forged);
        assertRefused(forged + parts[2]);
    }

    @Test
    void noPartOfAGoodTokenIsOneItself() {
        String token = issued();

        for (int length = 1; length < token.length(); length += 1 + token.length() / 60) {
            assertRefused(token.substring(0, length));
            assertRefused(token.substring(length));
        }
    }

    @Test
    void theLargestScopeFitsIntoTheHeader() {
        List<String> patterns = IntStream.range(100, 100 + WellScope.MAX_PATTERNS)
                .mapToObj(i -> "W".repeat(46) + i + "*")
                .toList();
        Caller caller = new Caller("ann", Set.of(Role.VIEWER), WellScope.of(patterns));

        Response response = ask(tokens.issue(caller).text());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.jsonPath().getList("wells")).isEqualTo(patterns);
    }

    @Test
    void clocksMayBeHalfAMinuteApart() {
        assertThat(ask(ForgedToken.with(signer(), claims -> claims.setExpirationTime(ForgedToken.in(-20))))
                        .statusCode())
                .isEqualTo(200);
        assertThat(ask(ForgedToken.with(signer(), claims -> claims.setIssuedAt(ForgedToken.in(20))))
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource
    void anotherSpellingOfAGoodTokenIsRefused(OtherSpelling spelling) {
        String token = issued();
        assertThat(ask(token).statusCode()).isEqualTo(200);
        String other = spelling.of(token);
        assertThat(other).isNotEqualTo(token);

        assertRefused(other);
        assertThat(given().header("Authorization", "Token " + other)
                        .body("x")
                        .post("/write")
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void aTokenThatIsTooLongIsRefused() {
        String token = ForgedToken.with(
                signer(), claims -> claims.setClaim("note", "x".repeat(TokenSpelling.MAX_LENGTH * 3 / 4)));
        assertThat(token.length()).isBetween(TokenSpelling.MAX_LENGTH, TokenSpelling.MAX_LENGTH + 1_000);

        assertRefused(token);
    }

    @Test
    void aTokenIsVerifiedOnce() {
        String token = issued();

        TokenPrincipal first = verifier.verify(token);

        assertThat(verifier.verify(token)).isSameAs(first);
        assertThat(verifier.verify(" " + token + " ")).isSameAs(first);
        assertThat(verifier.verify(issued())).isNotSameAs(first);
    }

    @Test
    void keysThatAreReadAgainAndHaveNotChangedKeepWhatWasVerified() {
        String token = issued();
        TokenPrincipal first = verifier.verify(token);
        KeySet before = keys.current();

        keys.onSchemaReady(new SchemaReady());

        assertThat(keys.current()).isNotSameAs(before);
        assertThat(verifier.verify(token)).isSameAs(first);
    }

    private SigningKey signer() {
        return keys.current().signer();
    }

    private String issued() {
        return tokens.issue(new Caller("ann", Set.of(Role.VIEWER), WellScope.all()))
                .text();
    }

    private static void assertRefused(String token) {
        Response response = ask(token);
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.header("WWW-Authenticate")).startsWith("Bearer");
    }

    private static Response ask(String token) {
        return given().header("Authorization", "Bearer " + token).get("/api/v1/auth/me");
    }
}

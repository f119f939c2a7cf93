package io.liftline.access.token;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.liftline.access.Caller;
import io.liftline.access.Role;
import io.liftline.access.WellScope;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.inject.Inject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A rejected token appears neither in an exception, which somebody may log, nor in the log.
@QuarkusTest
class TokenSecrecyTest {

    @Inject
    SigningKeys keys;

    @Inject
    TokenIssuer tokens;

    @Inject
    TokenVerifier verifier;

    @Inject
    PrincipalFactory factory;

    /// Rejected tokens of each kind.
    static Stream<Refused> refused() {
        return Stream.of(
                        Arrays.stream(ForgedToken.WrongClaim.values())
                                .map(wrong ->
                                        new Refused(wrong.name(), test -> ForgedToken.with(test.signer(), wrong))),
                        Arrays.stream(ForgedToken.WrongHeader.values())
                                .map(wrong ->
                                        new Refused(wrong.name(), test -> ForgedToken.with(test.signer(), wrong))),
                        Arrays.stream(OtherSpelling.values())
                                .map(other -> new Refused(other.name(), test -> other.of(test.issued()))),
                        Stream.of(
                                new Refused("NO_JSON", _ -> "c2VjcmV0LWhlYWRlcg.c2VjcmV0LWNsYWltcw.c2VjcmV0LXNpZ24"),
                                new Refused("API_KEY", _ -> "ll_a-secret-that-is-no-token")))
                .flatMap(kind -> kind);
    }

    /// @param name what is wrong with the token
    /// @param maker creates the token
    record Refused(String name, Maker maker) {

        @Override
        public String toString() {
            return name;
        }
    }

    @FunctionalInterface
    interface Maker {
        String make(TokenSecrecyTest test);
    }

    @ParameterizedTest
    @MethodSource("refused")
    void noExceptionQuotesTheToken(Refused refused) {
        String token = refused.maker().make(this);

        Throwable verifying = catchThrowable(() -> verifier.verify(token));
        Throwable parsing = catchThrowable(() -> factory.parse(token, new JWTAuthContextInfo()));

        assertThat(verifying).isInstanceOf(AuthenticationFailedException.class);
        assertThat(parsing).isInstanceOf(ParseException.class);
        assertThat(text(verifying)).doesNotContain(secretsOf(token));
        assertThat(text(parsing)).doesNotContain(secretsOf(token));
    }

    @Test
    void noLineOfTheLogQuotesAToken() {
        try (CapturedLog log = CapturedLog.of("io.quarkus", "io.smallrye", "io.liftline", "org.jose4j")) {
            refused().forEach(refused -> {
                String token = refused.maker().make(this);

                assertThat(given().header("Authorization", "Bearer " + token)
                                .get("/api/v1/auth/me")
                                .statusCode())
                        .as(refused.name())
                        .isEqualTo(401);
                assertThat(given().header("Authorization", "Token " + token)
                                .body("x")
                                .post("/write")
                                .statusCode())
                        .as(refused.name())
                        .isEqualTo(401);

                assertThat(log.text()).as(refused.name()).doesNotContain(secretsOf(token));
            });
            assertThat(log.text()).contains("Authentication failed");
        }
    }

    private SigningKey signer() {
        return keys.current().signer();
    }

    private String issued() {
        return tokens.issue(new Caller("ann", Set.of(Role.VIEWER), WellScope.all()))
                .text();
    }

    /// The parts of the token. The first part is the same for every token and not secret.
    private static List<String> secretsOf(String token) {
        List<String> parts = Stream.of(token.split("\\.", -1))
                .skip(token.contains(".") ? 1 : 0)
                .filter(part -> part.length() > 8)
                .toList();
        assertThat(parts).isNotEmpty();
        return parts;
    }

    private static String text(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}

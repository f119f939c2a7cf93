package io.liftline.access;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.liftline.access.token.TokenIssuer;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class RolesResourceTest {

    @Inject
    TokenIssuer tokens;

    @Test
    void whatIsNotAnnotatedIsDeniedEvenToAdmins() {
        given().get("/test/access/forgotten").then().statusCode(401);
        given().auth()
                .oauth2(token(Role.ADMIN))
                .get("/test/access/forgotten")
                .then()
                .statusCode(403)
                .body(not(equalTo("must not be seen")));
    }

    @Test
    void whatIsPermittedToAllNeedsNoTokenAndIgnoresABadOne() {
        given().get("/test/access/open").then().statusCode(200);
        given().auth().oauth2("garbage").get("/test/access/open").then().statusCode(200);
    }

    @ParameterizedTest
    @CsvSource({"VIEWER, 200", "WRITER, 403", "OPERATOR, 200", "ADMIN, 200"})
    void aRoleOpensWhatListsIt(Role role, int status) {
        given().auth().oauth2(token(role)).get("/test/access/readers").then().statusCode(status);
    }

    @Test
    void theTokenIsInjectedAsThePlatformHasIt() {
        String token = tokens.issue(
                        new Caller("ann", Set.of(Role.VIEWER), WellScope.of(List.of("PAD-7/*", "WELL-001"))))
                .text();

        given().auth()
                .oauth2(token)
                .get("/test/access/token")
                .then()
                .statusCode(200)
                .body("name", equalTo("ann"))
                .body("issuer", equalTo("liftline"))
                .body("audience", equalTo(List.of("liftline")))
                .body("groups", equalTo(List.of("viewer")))
                .body("wells", equalTo("[\"PAD-7/*\",\"WELL-001\"]"))
                .body("text", equalTo(token));
    }

    private String token(Role role) {
        return tokens.issue(new Caller("roles-test", Set.of(role), WellScope.all()))
                .text();
    }
}

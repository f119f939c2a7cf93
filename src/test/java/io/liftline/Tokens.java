package io.liftline;

import io.liftline.access.Caller;
import io.liftline.access.Role;
import io.liftline.access.TokenIssuer;
import io.liftline.access.WellScope;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.config.JsonConfig;
import io.restassured.path.json.config.JsonPathConfig;
import io.restassured.specification.RequestSpecification;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/// Requests with the token of somebody who has one role.
@ApplicationScoped
public class Tokens {

    private final TokenIssuer issuer;

    Tokens(TokenIssuer issuer) {
        this.issuer = issuer;
    }

    /// A request of a caller who may see every well.
    public RequestSpecification as(Role role) {
        return as(role, "*");
    }

    /// A request of a caller who may see the wells of these patterns.
    public RequestSpecification as(Role role, String... wells) {
        return RestAssured.given()
                .config(RestAssured.config()
                        .jsonConfig(JsonConfig.jsonConfig().numberReturnType(JsonPathConfig.NumberReturnType.DOUBLE))
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .defaultContentCharset(StandardCharsets.UTF_8)
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)))
                .header("Authorization", "Bearer " + text(role, wells))
                .urlEncodingEnabled(true);
    }

    /// The token alone.
    public String text(Role role, String... wells) {
        return issuer.issue(new Caller("tester", Set.of(role), WellScope.of(List.of(wells))))
                .text();
    }
}

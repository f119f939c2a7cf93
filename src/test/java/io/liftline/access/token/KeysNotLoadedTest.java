package io.liftline.access.token;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.liftline.access.AccessConfig;
import io.liftline.database.SchemaReady;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(KeysNotLoadedTest.StillStarting.class)
class KeysNotLoadedTest {

    @Test
    void ingestIsUnavailableLikewise() {
        Response response =
                given().header("Authorization", "Token a.b.c").body("x").post("/write");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.header("Retry-After")).isEqualTo("2");
        assertThat(response.contentType()).isEqualTo("application/problem+json");
        assertThat(response.asString()).contains("still starting");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/auth/me", "/test/access/readers", "/.well-known/jwks.json"})
    void whatNeedsKeysIsUnavailableAndSaysWhenToComeBack(String path) {
        Response response = given().header("Authorization", "Bearer a.b.c").get(path);

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.header("Retry-After")).isEqualTo("2");
        assertThat(response.contentType()).isEqualTo("application/problem+json");
        assertThat(response.asString()).contains("still starting");
    }

    @Test
    void withoutATokenTheAnswerIsTheUsualOne() {
        assertThat(given().get("/api/v1/auth/me").statusCode()).isEqualTo(401);
    }

    /// A service that never loads its keys.
    public static class StillStarting implements QuarkusTestProfile {

        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(NoKeys.class);
        }
    }

    @Alternative
    @Singleton
    static class NoKeys extends SigningKeys {

        NoKeys(SigningKeyTable table, Vertx vertx, AccessConfig config) {
            super(table, vertx, config);
        }

        @Override
        void onSchemaReady(SchemaReady event) {}
    }
}

package io.liftline.access.login;

import static io.restassured.RestAssured.given;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;

/// The requests of a client that logs in, stays logged in and logs out.
final class LoginClient {

    private LoginClient() {}

    static Response login(String username, String password) {
        return post("login", new JsonObject().put("username", username).put("password", password));
    }

    static Response refresh(String token) {
        return post("refresh", new JsonObject().put("refresh_token", token));
    }

    static Response logout(String token) {
        return post("logout", new JsonObject().put("refresh_token", token));
    }

    /// The refresh token in a successful answer.
    static String token(Response answer) {
        return answer.then().statusCode(200).extract().path("refresh_token");
    }

    private static Response post(String path, JsonObject body) {
        return given().contentType(ContentType.JSON)
                .header("X-Request-Id", "one-name-for-all") // otherwise each problem has a different instance
                .body(body.encode())
                .post("/api/v1/auth/" + path);
    }
}

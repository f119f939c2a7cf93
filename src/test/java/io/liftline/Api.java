package io.liftline;

import io.restassured.RestAssured;
import java.net.URI;

/// Where the service under test listens.
public final class Api {

    private Api() {}

    /// The address of this path.
    public static URI uri(String path) {
        return URI.create(RestAssured.baseURI + ":" + RestAssured.port + path);
    }
}

package io.liftline.access;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;

/// Takes `Authorization: Token …`, as InfluxDB's clients send it, for `Authorization: Bearer …`.
final class TokenScheme {

    private static final int BEFORE_AUTHENTICATION = 800;
    private static final String TOKEN = "Token ";

    void register(@Observes Filters filters) {
        filters.register(TokenScheme::asBearer, BEFORE_AUTHENTICATION);
    }

    private static void asBearer(RoutingContext request) {
        String credentials = request.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (credentials != null && credentials.regionMatches(true, 0, TOKEN, 0, TOKEN.length())) {
            request.request()
                    .headers()
                    .set(HttpHeaders.AUTHORIZATION, "Bearer " + credentials.substring(TOKEN.length()));
        }
        request.next();
    }
}

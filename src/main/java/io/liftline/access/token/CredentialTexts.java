package io.liftline.access.token;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The texts of a request that may be a token or an API key, wherever clients put them: after a scheme, as
/// the password of `Basic`, as `Token <user>:<token>`, or as the parameter `p`.
///
/// It only tells known clients from others when the limit of their address is reached. What a route accepts
/// is decided by the route.
final class CredentialTexts {

    private static final String BASIC = "basic";
    private static final String PARAMETER = "p=";

    private CredentialTexts() {}

    static Stream<String> of(HttpServerRequest request) {
        @Nullable String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        @Nullable String query = request.query();
        return Stream.concat(
                header == null ? Stream.empty() : ofHeader(header), query == null ? Stream.empty() : ofQuery(query));
    }

    private static Stream<String> ofHeader(String header) {
        int space = header.indexOf(' ');
        String rest = header.substring(space + 1).strip();
        String text = header.substring(0, Math.max(0, space)).equalsIgnoreCase(BASIC) ? decoded(rest) : rest;
        return Stream.of(text, text.substring(text.indexOf(':') + 1)).distinct();
    }

    private static Stream<String> ofQuery(String query) {
        return Stream.of(query.split("&", -1))
                .filter(parameter -> parameter.startsWith(PARAMETER))
                .limit(1)
                .map(parameter -> unescaped(parameter.substring(PARAMETER.length())));
    }

    private static String decoded(String text) {
        try {
            return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return "";
        }
    }

    private static String unescaped(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return "";
        }
    }
}

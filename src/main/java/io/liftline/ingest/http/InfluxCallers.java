package io.liftline.ingest.http;

import io.liftline.access.Caller;
import io.liftline.access.CurrentCaller;
import io.liftline.access.Role;
import io.liftline.problem.ProblemException;
import io.liftline.web.ParameterNames;
import io.liftline.web.QueryParameters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Authenticates InfluxDB clients. They send the token as `Authorization: Bearer` or `Token`, as `Token
/// <user>:<token>`, as the password of `Basic`, or as the parameter `p`; a device may have a client
/// certificate. The username is ignored, because the token contains the user.
@Singleton
class InfluxCallers {

    private static final String BASIC = "Basic ";
    private static final String TOKEN = "Token ";

    private final CurrentCaller caller;

    InfluxCallers(CurrentCaller caller) {
        this.caller = caller;
    }

    /// The caller, which must have one of these roles.
    ///
    /// @param known the parameters of the route
    /// @throws ProblemException 401 without a valid token, 403 without one of these roles, 429 if the caller
    ///     has sent too many requests, 503 while the signing keys are not loaded
    Caller admit(RoutingContext request, ParameterNames known, Set<Role> roles) {
        @Nullable String credentials = request.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (credentials == null) {
            Optional<String> password =
                    QueryParameters.parse(request.request().query(), known).value("p");
            return password.isPresent() ? caller.admit(request, password, roles) : caller.admit(request, roles);
        }
        if (credentials.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return caller.admit(request, password(decoded(credentials.substring(BASIC.length()))), roles);
        }
        if (credentials.regionMatches(true, 0, TOKEN, 0, TOKEN.length()) && credentials.indexOf(':') > 0) {
            return caller.admit(request, password(credentials), roles);
        }
        return caller.admit(request, roles);
    }

    private static String decoded(String text) {
        try {
            return new String(Base64.getDecoder().decode(text.strip()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return "";
        }
    }

    private static Optional<String> password(String text) {
        int colon = text.indexOf(':');
        return colon < 0 ? Optional.empty() : Optional.of(text.substring(colon + 1));
    }
}

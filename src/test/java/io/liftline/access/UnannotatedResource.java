package io.liftline.access;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.Map;
import org.eclipse.microprofile.jwt.JsonWebToken;

/// Test endpoints: one without a security annotation, and one for each annotation.
@Path("/test/access")
public class UnannotatedResource {

    private final JsonWebToken token;

    UnannotatedResource(JsonWebToken token) {
        this.token = token;
    }

    @GET
    @Path("/forgotten")
    public String forgotten() {
        return "must not be seen";
    }

    @GET
    @Path("/open")
    @PermitAll
    public String open() {
        return "open";
    }

    /// The claims of the token, as injected by the extension.
    @GET
    @Path("/token")
    @Authenticated
    @NonBlocking
    public Map<String, Object> token() {
        return Map.of(
                "name", token.getName(),
                "issuer", token.getIssuer(),
                "audience", token.getAudience(),
                "groups", token.getGroups(),
                "wells", String.valueOf((Object) token.getClaim("wells")),
                "text", token.getRawToken());
    }

    @GET
    @Path("/readers")
    @RolesAllowed({Role.VIEWER_ROLE, Role.OPERATOR_ROLE, Role.ADMIN_ROLE})
    public String readers() {
        return "readers";
    }
}

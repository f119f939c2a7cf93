package io.liftline.access.token;

import io.smallrye.common.annotation.NonBlocking;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/// The public keys, for programs that verify tokens themselves.
@Path("/.well-known/jwks.json")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Access")
class JwksResource {

    private final SigningKeys keys;

    JwksResource(SigningKeys keys) {
        this.keys = keys;
    }

    @GET
    @PermitAll
    @NonBlocking
    @Operation(operationId = "jwks", summary = "The public keys that verify access tokens, as a JWK set (RFC 7517)")
    @APIResponse(responseCode = "200", description = "All keys whose tokens are accepted; may be cached for 5 minutes")
    @APIResponse(responseCode = "503", description = "The service is still starting")
    public RestResponse<JwkSet> keys() {
        return ResponseBuilder.ok(JwkSet.of(keys.current()))
                .header("Cache-Control", "max-age=300")
                .build();
    }
}

package io.liftline.access;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/// Endpoints that exist in tests only: one somebody forgot to annotate, and one for each other case.
@Path("/test/access")
public class UnannotatedResource {

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

    @GET
    @Path("/readers")
    @RolesAllowed({Role.VIEWER_ROLE, Role.OPERATOR_ROLE, Role.ADMIN_ROLE})
    public String readers() {
        return "readers";
    }
}

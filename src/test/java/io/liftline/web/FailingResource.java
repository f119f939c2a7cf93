package io.liftline.web;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/// A test endpoint that fails.
@Path("/test/fails")
public class FailingResource {

    @GET
    @PermitAll
    public String fail() {
        throw new IllegalStateException("a fault of the service");
    }
}

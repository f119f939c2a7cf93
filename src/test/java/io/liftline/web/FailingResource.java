package io.liftline.web;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/// An endpoint that exists in tests only, and fails.
@Path("/test/fails")
public class FailingResource {

    @GET
    @PermitAll
    public String fail() {
        throw new IllegalStateException("a fault of the service");
    }
}

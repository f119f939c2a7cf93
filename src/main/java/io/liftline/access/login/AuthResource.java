package io.liftline.access.login;

import io.liftline.access.CurrentCaller;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.liftline.web.ClientAddress;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/// Login and refresh, and the caller's own account.
@Path("/api/v1/auth")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Access")
class AuthResource {

    private static final String NO_STORE = "no-store";

    private final Logins logins;
    private final LoginMetrics metrics;
    private final CurrentCaller caller;

    AuthResource(Logins logins, LoginMetrics metrics, CurrentCaller caller) {
        this.logins = logins;
        this.metrics = metrics;
        this.caller = caller;
    }

    @POST
    @Path("/login")
    @Consumes(MediaType.APPLICATION_JSON)
    @PermitAll
    @Operation(
            operationId = "login",
            summary = "Exchange a username and a password for an access token and a refresh token",
            description = "The token is valid for 15 minutes unless the operator has set another time. "
                    + "After 10 failed logins within a minute (default) from one address, the username has to wait there until the minute"
                    + " is over, and longer if it happens again. Other addresses are not affected.")
    @APIResponse(responseCode = "200", description = "Tokens; the response must not be stored")
    @APIResponse(responseCode = "400", description = "The body is not a JSON object with username and password")
    @APIResponse(
            responseCode = "401",
            description = "Wrong password, or unknown or disabled user; the answer is the same for all")
    @APIResponse(responseCode = "413", description = "The body has more than 16 KiB")
    @APIResponse(
            responseCode = "429",
            description = "Too many failed logins, or too many concurrent ones; see Retry-After")
    @APIResponse(responseCode = "503", description = "The database cannot be reached, or the service is still starting")
    public Uni<RestResponse<LoginResponse>> login(@Nullable LoginRequest request, @Context HttpServerRequest http) {
        if (request == null) {
            throw new ProblemException(ProblemCode.MALFORMED_REQUEST, "the body is empty");
        }
        return logins.login(request.requiredUsername(), request.requiredPassword(), ClientAddress.of(http))
                .invoke(metrics::granted)
                .onFailure()
                .invoke(metrics::refused)
                .map(AuthResource::unstored);
    }

    @POST
    @Path("/refresh")
    @Consumes(MediaType.APPLICATION_JSON)
    @PermitAll
    @Operation(
            operationId = "refresh",
            summary = "Exchange a refresh token for a new access token and the next refresh token",
            description =
                    "A refresh token is valid once. If it is used again, its session ends, because it may have been stolen;"
                            + " within 10 s of its first use, a client whose answer was lost gets the same next token again.")
    @APIResponse(responseCode = "200", description = "New tokens; the response must not be stored")
    @APIResponse(responseCode = "400", description = "The body is not a JSON object with refresh_token")
    @APIResponse(responseCode = "401", description = "The refresh token is not valid; log in again")
    @APIResponse(responseCode = "503", description = "The database cannot be reached, or the service is still starting")
    public Uni<RestResponse<LoginResponse>> refresh(@Nullable RefreshRequest request) {
        return logins.refresh(RefreshRequest.requiredToken(request)).map(AuthResource::unstored);
    }

    @POST
    @Path("/logout")
    @Consumes(MediaType.APPLICATION_JSON)
    @PermitAll
    @ResponseStatus(204)
    @Operation(
            operationId = "logout",
            summary = "End the session of a refresh token",
            description = "Access tokens of the session stay valid until they expire, at most 15 minutes by default.")
    @APIResponse(responseCode = "204", description = "The session has ended, or there was none")
    @APIResponse(responseCode = "400", description = "The body is not a JSON object with refresh_token")
    @APIResponse(responseCode = "503", description = "The database cannot be reached, or the service is still starting")
    public Uni<Void> logout(@Nullable RefreshRequest request) {
        return logins.logout(RefreshRequest.requiredToken(request));
    }

    @GET
    @Path("/me")
    @Authenticated
    @NonBlocking
    @Operation(operationId = "me", summary = "The caller's username, roles and wells")
    @APIResponse(responseCode = "200", description = "The caller, from the claims of its token")
    @APIResponse(responseCode = "401", description = "The request has no valid token")
    public RestResponse<CallerResponse> me() {
        return unstored(CallerResponse.of(caller.current()));
    }

    private static <T> RestResponse<T> unstored(T entity) {
        return ResponseBuilder.ok(entity).header("Cache-Control", NO_STORE).build();
    }
}

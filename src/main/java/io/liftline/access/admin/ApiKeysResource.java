package io.liftline.access.admin;

import io.liftline.access.Role;
import io.liftline.access.admin.ApiKeyView.ApiKeyViews;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.time.InstantSource;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/// Administration of API keys.
@Path("/api/v1/api-keys")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Administration")
@RolesAllowed(Role.ADMIN_ROLE)
class ApiKeysResource {

    private static final int PAGE = 1_000;
    private static final Pattern ID = Pattern.compile("[a-z2-7]{12}");

    private final ApiKeyTable keys;
    private final Administrator administrator;
    private final InstantSource clock;

    ApiKeysResource(ApiKeyTable keys, Administrator administrator, InstantSource clock) {
        this.keys = keys;
        this.administrator = administrator;
        this.clock = clock;
    }

    /// The keys that are not revoked, in pages.
    @GET
    @Operation(operationId = "listApiKeys", summary = "API keys that are not revoked, in pages of 1,000")
    @APIResponseSchema(ApiKeyViews.class)
    public Uni<ApiKeyViews> list(
            @Parameter(description = "`next_cursor` of the page before") @RestQuery @DefaultValue("") String cursor) {
        administrator.ofAllWells();
        if (!cursor.isEmpty() && !ID.matcher(cursor).matches()) {
            throw new ProblemException(ProblemCode.MALFORMED_REQUEST, "cursor is not one that this service gave");
        }
        return keys.page(cursor, PAGE)
                .map(page -> new ApiKeyViews(
                        page, page.size() < PAGE ? null : page.getLast().id()));
    }

    /// Creates a key.
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "createApiKey",
            summary = "Create an API key",
            description = "The answer contains the key, which is not stored and cannot be shown again. It is sent as"
                    + " `Authorization: Bearer <key>` or `Token <key>`; InfluxDB clients may send it as the password of Basic"
                    + " and as `?p=`. With `certificate`, a client certificate with this subject is the credential, and there is no"
                    + " key. Other replicas accept it within 5 s.")
    @APIResponseSchema(value = ApiKeyView.class, responseCode = "201")
    @APIResponse(responseCode = "400", description = "The body is malformed, or a member is missing")
    @APIResponse(responseCode = "409", description = "There are too many keys, or one for this certificate")
    @APIResponse(responseCode = "422", description = "A member is not acceptable")
    public Uni<RestResponse<ApiKeyView>> create(@Nullable NewApiKey body) {
        String by = administrator.ofAllWells().username();
        return keys.view(NewApiKey.required(body).validated(clock.instant()), by)
                .call(created -> administrator.did(by, "api_key.create", created.id()))
                .map(created -> ResponseBuilder.create(RestResponse.Status.CREATED, created)
                        .location(URI.create("/api/v1/api-keys/" + created.id()))
                        .header("Cache-Control", "no-store")
                        .build());
    }

    /// Revokes a key.
    @DELETE
    @Path("{id}")
    @ResponseStatus(204)
    @Operation(operationId = "revokeApiKey", summary = "Revoke an API key, on every replica within 5 s")
    @APIResponse(responseCode = "204", description = "The key is revoked")
    @APIResponse(responseCode = "404", description = "There is no such key")
    public Uni<Void> revoke(@RestPath String id) {
        String by = administrator.ofAllWells().username();
        if (!ID.matcher(id).matches()) {
            throw new ProblemException(ProblemCode.NOT_FOUND, "There is no such API key");
        }
        return keys.revoke(id).call(() -> administrator.did(by, "api_key.revoke", id));
    }
}

package io.liftline.access.admin;

import io.liftline.access.Role;
import io.liftline.access.admin.User.Users;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/// Administration of users.
@Path("/api/v1/users")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Administration")
@RolesAllowed(Role.ADMIN_ROLE)
class UsersResource {

    private static final int PAGE = 1_000;

    private final UserAdministration users;
    private final Administrator administrator;

    UsersResource(UserAdministration users, Administrator administrator) {
        this.users = users;
        this.administrator = administrator;
    }

    /// All users, in pages.
    @GET
    @Operation(operationId = "listUsers", summary = "Users, in pages of 1,000, ordered by name")
    @APIResponseSchema(Users.class)
    public Uni<Users> list(
            @Parameter(description = "`next_cursor` of the page before") @RestQuery @DefaultValue("") String cursor) {
        administrator.ofAllWells();
        return users.page(after(cursor), PAGE)
                .map(page -> new Users(
                        page, page.size() < PAGE ? null : page.getLast().username()));
    }

    /// Creates a user.
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "createUser", summary = "Create a user")
    @RequestBody(
            required = true,
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "NewUser")))
    @APIResponseSchema(value = User.class, responseCode = "201")
    @APIResponse(responseCode = "400", description = "The body is malformed, or a member is missing")
    @APIResponse(responseCode = "409", description = "The name is taken")
    @APIResponse(responseCode = "422", description = "A member is not acceptable")
    public Uni<RestResponse<User>> create(@Nullable UserChange body) {
        String by = administrator.ofAllWells().username();
        return users.create(UserChange.required(body))
                .call(created -> administrator.did(by, "user.create", created.username()))
                .map(created -> ResponseBuilder.create(RestResponse.Status.CREATED, created)
                        .location(URI.create("/api/v1/users/" + created.username()))
                        .build());
    }

    /// One user.
    @GET
    @Path("{username}")
    @Operation(operationId = "getUser", summary = "One user")
    @APIResponseSchema(User.class)
    @APIResponse(responseCode = "404", description = "There is no such user")
    public Uni<User> get(@RestPath String username) {
        administrator.ofAllWells();
        return users.find(username);
    }

    /// Changes a user.
    @PATCH
    @Path("{username}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "changeUser",
            summary = "Change password, roles or wells of a user, or disable it",
            description =
                    "Absent members stay as they are. A new password, and `disabled: true`, revoke all refresh tokens of"
                            + " the user. Access tokens that it has stay valid until they expire, at most 15 minutes by default.")
    @APIResponseSchema(User.class)
    @APIResponse(responseCode = "404", description = "There is no such user")
    @APIResponse(responseCode = "409", description = "No administrator would be left")
    @APIResponse(responseCode = "422", description = "A member is not acceptable")
    public Uni<User> change(@RestPath String username, @Nullable UserChange body) {
        String by = administrator.ofAllWells().username();
        return users.change(username, UserChange.required(body))
                .call(changed -> administrator.did(by, "user.change", changed.username()));
    }

    /// Deletes a user.
    @DELETE
    @Path("{username}")
    @ResponseStatus(204)
    @Operation(
            operationId = "deleteUser",
            summary = "Delete a user, and revoke its refresh tokens",
            description = "Access tokens that it has stay valid until they expire, at most 15 minutes by default.")
    @APIResponse(responseCode = "204", description = "The user is deleted")
    @APIResponse(responseCode = "404", description = "There is no such user")
    @APIResponse(responseCode = "409", description = "No administrator would be left")
    public Uni<Void> delete(@RestPath String username) {
        String by = administrator.ofAllWells().username();
        return users.delete(username).chain(name -> administrator.did(by, "user.delete", name));
    }

    /// Ends the sessions of a user.
    @DELETE
    @Path("{username}/sessions")
    @ResponseStatus(204)
    @Operation(operationId = "endSessions", summary = "Revoke all refresh tokens of a user")
    @APIResponse(responseCode = "204", description = "The user must log in again")
    @APIResponse(responseCode = "404", description = "There is no such user")
    public Uni<Void> endSessions(@RestPath String username) {
        String by = administrator.ofAllWells().username();
        return users.endSessions(username).chain(name -> administrator.did(by, "user.end_sessions", name));
    }

    private static String after(String cursor) {
        return cursor.isEmpty()
                ? ""
                : UserChange.canBeStored(cursor)
                        .orElseThrow(() -> new ProblemException(
                                ProblemCode.MALFORMED_REQUEST, "cursor is not one that this service gave"));
    }
}

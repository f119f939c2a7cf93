package io.liftline.access.login;

import io.liftline.access.Caller;
import io.liftline.access.Role;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// The response with the caller's own name and rights.
@Schema(name = "Caller")
record CallerResponse(
        @Schema(description = "Name of the user, lower case")
        String username,

        @Schema(description = "Roles of the user: viewer, writer, operator, admin")
        List<String> roles,

        @Schema(
                description = "Wells that the user may access: well ids, or prefixes ending in *",
                examples = "[\"PAD-7/*\"]")
        List<String> wells) {

    static CallerResponse of(Caller caller) {
        List<String> roles = caller.roles().stream().sorted().map(Role::text).toList();
        return new CallerResponse(caller.username(), roles, caller.wells().patterns());
    }
}

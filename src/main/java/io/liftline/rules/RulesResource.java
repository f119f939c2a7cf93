package io.liftline.rules;

import io.liftline.access.Role;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// The catalogue of rules.
@Path("/api/v1/rules")
@Tag(name = "Diagnostics")
@Produces(MediaType.APPLICATION_JSON)
class RulesResource {

    private final String catalogue;

    RulesResource(RuleCatalogue catalogue) {
        JsonArray rules = new JsonArray();
        catalogue.rules().forEach(rule -> rules.add(rule.json()));
        this.catalogue = new JsonObject().put("rules", rules).encode();
    }

    /// All rules.
    @GET
    @RolesAllowed({Role.VIEWER_ROLE, Role.OPERATOR_ROLE, Role.ADMIN_ROLE})
    @Operation(
            operationId = "listRules",
            summary = "The rules that open findings",
            description = "Each with its conditions, limits, times, severity, actions, and the source of its numbers.")
    @APIResponse(
            responseCode = "200",
            description = "All rules",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "Rules")))
    public String list() {
        return catalogue;
    }
}

package io.liftline.diagnostics;

import io.liftline.access.CurrentCaller;
import io.liftline.access.Role;
import io.liftline.access.WellScope;
import io.liftline.diagnostics.FindingsQuery.Filter;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.Separator;

/// The findings of one well.
@Path("/api/v1/wells/{well_id}/diagnostics")
@Tag(name = "Diagnostics")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.VIEWER_ROLE, Role.OPERATOR_ROLE, Role.ADMIN_ROLE})
class WellDiagnosticsResource {

    private final Findings findings;
    private final CurrentCaller caller;
    private final InstantSource clock;

    WellDiagnosticsResource(Findings findings, CurrentCaller caller, InstantSource clock) {
        this.findings = findings;
        this.caller = caller;
        this.clock = clock;
    }

    /// The findings of a well.
    @GET
    @Operation(
            operationId = "listWellDiagnostics",
            summary = "Findings about a well, the newest first",
            description = "In pages of `limit`.")
    @APIResponse(
            responseCode = "200",
            description = "One page of findings",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "Diagnostics")))
    @APIResponse(responseCode = "400", description = "A parameter is malformed")
    @APIResponse(responseCode = "404", description = "The well does not exist, or the caller may not access it")
    @APIResponse(responseCode = "422", description = "A parameter is out of range")
    public Uni<Response> list(
            @RestPath("well_id") String wellId,
            @Parameter(description = DiagnosticsResource.SEVERITY) @RestQuery @Separator(",") List<String> severity,
            @Parameter(description = DiagnosticsResource.STATE) @RestQuery @Separator(",") List<String> state,
            @Parameter(description = DiagnosticsResource.RULE) @RestQuery @DefaultValue("") String rule,
            @Parameter(description = DiagnosticsResource.FROM) @RestQuery @DefaultValue("") String from,
            @Parameter(description = DiagnosticsResource.TO) @RestQuery @DefaultValue("now") String to,
            @Parameter(description = DiagnosticsResource.LIMIT) @RestQuery @DefaultValue("") String limit,
            @Parameter(description = DiagnosticsResource.CURSOR) @RestQuery @DefaultValue("") String cursor) {
        WellScope scope = caller.current().wells();
        if (!scope.permits(wellId) || wellId.chars().anyMatch(Character::isISOControl)) {
            throw notFound(wellId);
        }
        Filter filter = Filter.of(severity, state, rule);
        FindingsQuery query = new FindingsQuery(
                DiagnosticsResource.range(from, to, filter, clock.instant()),
                Optional.of(new String[] {wellId}),
                filter,
                Optional.empty());
        return findings.page(
                        scope, cursor.isEmpty() ? query : query.resumed(cursor), DiagnosticsResource.pageSize(limit))
                .chain(page -> page.getJsonArray("diagnostics").isEmpty()
                        ? findings.isKnown(scope, wellId).map(isKnown -> {
                            if (!isKnown) {
                                throw notFound(wellId);
                            }
                            return page;
                        })
                        : Uni.createFrom().item(page))
                .map(page -> Response.ok(page.encode()).build());
    }

    private static ProblemException notFound(String well) {
        String shown = well.length() <= 64 ? well : well.substring(0, 64);
        return new ProblemException(ProblemCode.NOT_FOUND, "There is no well '" + shown + "' that you may see");
    }
}

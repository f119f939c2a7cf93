package io.liftline.diagnostics;

import io.liftline.access.CurrentCaller;
import io.liftline.access.Role;
import io.liftline.diagnostics.FindingsQuery.Filter;
import io.liftline.telemetry.TimeRange;
import io.liftline.web.NumberParameter;
import io.liftline.web.TimeExpression;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.Separator;
import org.jspecify.annotations.Nullable;

/// Findings about wells: written, and read across wells.
@Path("/api/v1/diagnostics")
@Tag(name = "Diagnostics")
@Produces(MediaType.APPLICATION_JSON)
class DiagnosticsResource {

    static final String FROM =
            "Start of the range, inclusive: RFC 3339 with an offset, relative such as -7d (default), now, or Unix seconds"
                    + " or milliseconds. With `state` and without the state closed, the default is all time";
    static final String TO = "End of the range, exclusive; default now";
    static final String SEVERITY =
            "Severities, comma-separated or repeated: critical, high, medium, low, info; default all";
    static final String STATE = "States, comma-separated or repeated: open, acknowledged, closed; default all";
    static final String RULE = "Only findings of this rule";
    static final String LIMIT = "Findings per page, 1 to 1,000; default 100";
    static final String CURSOR = "`next_cursor` of the previous page; it contains the range";

    private static final String ALL_TIME = "2000-01-01T00:00:00Z";
    private static final String RECENT = "-7d";
    private static final int MAX_LIMIT = 1_000;
    private static final int DEFAULT_LIMIT = 100;

    private final Findings findings;
    private final CurrentCaller caller;
    private final InstantSource clock;

    DiagnosticsResource(Findings findings, CurrentCaller caller, InstantSource clock) {
        this.findings = findings;
        this.caller = caller;
        this.clock = clock;
    }

    /// Stores one finding or several.
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Role.OPERATOR_ROLE, Role.ADMIN_ROLE})
    @Operation(
            operationId = "storeDiagnostics",
            summary = "Store findings about wells",
            description = "One finding, or an array of at most 1,000. If one is not acceptable, none is stored.")
    @RequestBody(
            required = true,
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "NewDiagnostics")))
    @APIResponse(
            responseCode = "201",
            description = "The finding, or the list of several, as stored",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "StoredDiagnostics")))
    @APIResponse(responseCode = "400", description = "The body is not JSON, or not a finding or an array of findings")
    @APIResponse(responseCode = "404", description = "The caller may not access a well")
    @APIResponse(responseCode = "413", description = "There are too many findings")
    @APIResponse(responseCode = "422", description = "A finding is not acceptable; the detail names it and the field")
    public Uni<Response> store(@Nullable String given) {
        String body = given == null ? "" : given;
        return findings.store(NewFindings.parse(body, caller.current().wells(), clock.instant()))
                .map(stored -> {
                    boolean isOne = body.stripLeading().startsWith("{");
                    JsonObject answer = isOne
                            ? stored.getFirst().json()
                            : new JsonObject().put("diagnostics", Findings.json(stored));
                    return Response.created(URI.create("/api/v1/diagnostics"))
                            .entity(answer.encode())
                            .build();
                });
    }

    /// The findings of several wells.
    @GET
    @RolesAllowed({Role.VIEWER_ROLE, Role.OPERATOR_ROLE, Role.ADMIN_ROLE})
    @Operation(
            operationId = "listDiagnostics",
            summary = "Findings about wells, the newest first",
            description = "In pages of `limit`. Wells that the caller may not access are omitted.")
    @APIResponse(
            responseCode = "200",
            description = "One page of findings",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "Diagnostics")))
    @APIResponse(responseCode = "400", description = "A parameter is malformed")
    @APIResponse(responseCode = "422", description = "A parameter is out of range")
    public Uni<Response> list(
            @Parameter(description = "Wells, comma-separated or repeated; default all") @RestQuery @Separator(",")
                    List<String> wells,
            @Parameter(description = SEVERITY) @RestQuery @Separator(",") List<String> severity,
            @Parameter(description = STATE) @RestQuery @Separator(",") List<String> state,
            @Parameter(description = RULE) @RestQuery @DefaultValue("") String rule,
            @Parameter(description = FROM) @RestQuery @DefaultValue("") String from,
            @Parameter(description = TO) @RestQuery @DefaultValue("now") String to,
            @Parameter(description = LIMIT) @RestQuery @DefaultValue("") String limit,
            @Parameter(description = CURSOR) @RestQuery @DefaultValue("") String cursor) {
        Filter filter = Filter.of(severity, state, rule);
        FindingsQuery query = new FindingsQuery(
                range(from, to, filter, clock.instant()), FindingsQuery.wells(wells), filter, Optional.empty());
        return findings.page(
                        caller.current().wells(), cursor.isEmpty() ? query : query.resumed(cursor), pageSize(limit))
                .map(page -> Response.ok(page.encode()).build());
    }

    /// The range of a question. Findings that are still open may be old, so without a start they are all
    /// wanted.
    static TimeRange range(String from, String to, Filter filter, Instant now) {
        String start = filter.isOfOpen() ? ALL_TIME : RECENT;
        return TimeExpression.range(from.isBlank() ? start : from, to, now);
    }

    static int pageSize(String limit) {
        return NumberParameter.of("limit", limit, MAX_LIMIT).orElse(DEFAULT_LIMIT);
    }
}

package io.liftline.access.admin;

import io.liftline.access.Role;
import io.liftline.access.admin.AuditedEvent.AuditedEvents;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.liftline.telemetry.TimeRange;
import io.liftline.telemetry.Timestamp;
import io.liftline.web.TimeExpression;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/// Reads the audit.
@Path("/api/v1/audit")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Administration")
@RolesAllowed(Role.ADMIN_ROLE)
class AuditResource {

    private static final int PAGE = 1_000;
    private static final Pattern CURSOR = Pattern.compile("(\\d{1,18})-(\\d{1,18})");

    private final Pool pool;
    private final Administrator administrator;
    private final InstantSource clock;

    AuditResource(Pool pool, Administrator administrator, InstantSource clock) {
        this.pool = pool;
        this.administrator = administrator;
        this.clock = clock;
    }

    @GET
    @Operation(
            operationId = "listAuditEvents",
            summary = "Who did what, when and from where; the newest first, in pages of 1,000",
            description = "Logins, refusals, administration and storage operations. Kept for 400 days by default.")
    @APIResponseSchema(AuditedEvents.class)
    @APIResponse(responseCode = "400", description = "A parameter is malformed")
    @APIResponse(responseCode = "422", description = "The range is empty")
    public Uni<AuditedEvents> list(
            @Parameter(description = "Start of the range, inclusive") @RestQuery @DefaultValue("-7d") String from,
            @Parameter(description = "End of the range, exclusive") @RestQuery @DefaultValue("now") String to,
            @Parameter(description = "`next_cursor` of the page before") @RestQuery @DefaultValue("") String cursor) {
        administrator.ofAllWells();
        TimeRange range = TimeExpression.range(from, to, clock.instant());
        Tuple parameters = Tuple.of(time(range.from()), time(range.to()));
        if (cursor.isEmpty()) {
            parameters.addOffsetDateTime(time(range.to())).addLong(Long.MAX_VALUE);
        } else {
            Matcher parts = CURSOR.matcher(cursor);
            if (!parts.matches()) {
                throw new ProblemException(ProblemCode.MALFORMED_REQUEST, "cursor is not one that this service gave");
            }
            parameters.addOffsetDateTime(time(Long.parseLong(parts.group(1)))).addLong(Long.parseLong(parts.group(2)));
        }
        parameters.addInteger(PAGE);
        return pool.withConnection(connection ->
                        connection.preparedQuery(AuditSqlPage.PAGE).execute(parameters))
                .map(rows -> page(StreamSupport.stream(rows.spliterator(), false)
                        .map(AuditedEvent::of)
                        .toList()));
    }

    private static AuditedEvents page(List<AuditedEvent> events) {
        return new AuditedEvents(
                events,
                events.size() < PAGE
                        ? null
                        : Timestamp.micros(events.getLast().at()) + "-"
                                + events.getLast().id());
    }

    private static OffsetDateTime time(long micros) {
        return Timestamp.instant(micros).atOffset(ZoneOffset.UTC);
    }
}

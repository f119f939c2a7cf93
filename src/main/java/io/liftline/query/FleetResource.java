package io.liftline.query;

import com.fasterxml.jackson.core.JsonGenerator;
import io.liftline.access.CurrentCaller;
import io.liftline.access.Role;
import io.liftline.query.format.JsonText;
import io.liftline.telemetry.Channel;
import io.liftline.telemetry.TimeRange;
import io.liftline.telemetry.Timestamp;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/// Questions about many wells at once.
@Path("/api/v1/telemetry")
@Tag(name = "Query")
@RolesAllowed({Role.VIEWER_ROLE, Role.OPERATOR_ROLE, Role.ADMIN_ROLE})
@Produces(MediaType.APPLICATION_JSON)
class FleetResource {

    private static final String WELLS = "Wells, comma-separated; those you may not see are left out. Default all";

    private final TelemetryReader reader;
    private final CurrentCaller caller;
    private final InstantSource clock;

    FleetResource(TelemetryReader reader, CurrentCaller caller, InstantSource clock) {
        this.reader = reader;
        this.caller = caller;
        this.clock = clock;
    }

    /// The newest sample of each well.
    @GET
    @Path("latest")
    @Operation(operationId = "getFleetLatest", summary = "The newest sample of each well by event time")
    @APIResponse(
            responseCode = "200",
            description = "One sample a well, by well",
            content = @Content(schema = @Schema(ref = "Samples")))
    public Uni<Buffer> latest(@Parameter(description = WELLS) @RestQuery @DefaultValue("") String wells) {
        return reader.latest(caller.current().wells(), QueryParameter.wells(wells))
                .map(rows -> JsonText.write(json -> {
                    json.writeStartObject();
                    json.writeArrayFieldStart("samples");
                    for (Row row : rows) {
                        JsonText.sample(json, row, Channel.ALL);
                    }
                    json.writeEndArray();
                    json.writeEndObject();
                }));
    }

    /// Count, average, least and greatest value per well.
    @GET
    @Path("summary")
    @Operation(
            operationId = "getSummary",
            summary = "Per well: samples, and average, minimum and maximum of each channel")
    @APIResponse(
            responseCode = "200",
            description = "By well; null where a channel was not measured",
            content = @Content(schema = @Schema(ref = "Summary")))
    @APIResponse(responseCode = "400", description = "A parameter is malformed")
    @APIResponse(responseCode = "422", description = "The range is empty, or a channel unknown")
    public Uni<Buffer> summary(
            @Parameter(description = WellsResource.FROM) @RestQuery @DefaultValue("-24h") String from,
            @Parameter(description = WellsResource.TO) @RestQuery @DefaultValue("now") String to,
            @Parameter(description = WELLS) @RestQuery @DefaultValue("") String wells,
            @Parameter(description = WellsResource.CHANNELS) @RestQuery @DefaultValue("") String channels) {
        TimeRange range = TimeExpression.range(from, to, clock.instant());
        List<Channel> columns = QueryParameter.channels(channels);
        return reader.summary(caller.current().wells(), range, QueryParameter.wells(wells), columns)
                .map(rows -> JsonText.write(json -> {
                    json.writeStartObject();
                    json.writeStringField("from", Timestamp.format(range.from()));
                    json.writeStringField("to", Timestamp.format(range.to()));
                    json.writeArrayFieldStart("wells");
                    for (Row row : rows) {
                        summary(json, row, columns);
                    }
                    json.writeEndArray();
                    json.writeEndObject();
                }));
    }

    private static void summary(JsonGenerator json, Row row, List<Channel> channels) throws IOException {
        json.writeStartObject();
        json.writeStringField("well_id", row.getString(0));
        json.writeNumberField("count", row.getLong(1));
        json.writeObjectFieldStart("channels");
        int column = 2;
        for (Channel channel : channels) {
            json.writeObjectFieldStart(channel.column());
            JsonText.number(json, "avg", row.getDouble(column++));
            JsonText.number(json, "min", row.getDouble(column++));
            JsonText.number(json, "max", row.getDouble(column++));
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeEndObject();
    }
}

package io.liftline.query;

import io.liftline.access.CurrentCaller;
import io.liftline.access.Role;
import io.liftline.query.fleet.FleetCsv;
import io.liftline.query.fleet.FleetPage;
import io.liftline.query.fleet.FleetScope;
import io.liftline.query.fleet.FleetText;
import io.liftline.query.fleet.PagePosition;
import io.liftline.query.format.AnswerFormat;
import io.liftline.query.format.StreamedAnswer;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.Separator;

/// The state of a fleet, one row a well.
@Path("/api/v1/fleet")
@Tag(name = "Query")
@RolesAllowed({Role.VIEWER_ROLE, Role.OPERATOR_ROLE, Role.ADMIN_ROLE})
class FleetStatusResource {

    private static final String LINE =
            "{\"well_id\":\"WELL-001\",\"state\":\"ok\",\"timestamp\":\"2025-11-20T06:09:59Z\",\"age\":1.0,"
                    + "\"values\":{\"pip\":{\"value\":812.0,\"timestamp\":\"2025-11-20T06:09:59Z\"}},"
                    + "\"trend\":{\"pip\":[811.0,812.0]},\"findings\":{\"open\":0,\"worst\":null}}\n";
    private static final String CSV = "well_id,state,timestamp,age,findings_open,findings_worst,pip,pip_timestamp\n"
            + "WELL-001,ok,2025-11-20T06:09:59Z,1.0,0,,812.0,2025-11-20T06:09:59Z\n";

    private final FleetStatus fleet;
    private final QuestionSource source;
    private final AnswerMemory memory;
    private final CurrentCaller caller;

    FleetStatusResource(FleetStatus fleet, QuestionSource source, AnswerMemory memory, CurrentCaller caller) {
        this.fleet = fleet;
        this.source = source;
        this.memory = memory;
        this.caller = caller;
    }

    /// The state, newest values and trends of each well.
    @GET
    @Operation(
            operationId = "getFleet",
            summary = "One row a well: its state, newest values, trend of the last 24 hours and open findings",
            description =
                    "The worst first: by state (alarm, silent, warning, no_data, ok), then by the worst severity, then"
                            + " by id. JSON is returned in pages of `limit`; NDJSON and CSV stream all wells. With named"
                            + " `channels`, a channel that the newest sample does not have is searched in the last 30"
                            + " samples, and a trend has the last value of each bucket. Wells without data in the last 24"
                            + " hours have no values. The `ETag` does not cover `at` and `age`, so a copy that is not"
                            + " modified may have other ages.")
    @APIResponse(
            responseCode = "200",
            description = "One page (JSON), or all wells (NDJSON, CSV; CSV without trends)",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "Fleet")),
                @Content(
                        mediaType = "application/x-ndjson",
                        schema = @Schema(type = SchemaType.STRING, example = LINE)),
                @Content(mediaType = "text/csv", schema = @Schema(type = SchemaType.STRING, example = CSV))
            })
    @APIResponse(responseCode = "304", description = "Nothing but the ages has changed")
    @APIResponse(responseCode = "400", description = "A parameter is malformed")
    @APIResponse(responseCode = "406", description = "The answer is not available in an accepted content type")
    @APIResponse(
            responseCode = "422",
            description = "A parameter is out of range, a channel is unknown, or the answer would have too many values")
    @APIResponse(responseCode = "429", description = WellsResource.NO_ROOM)
    public Uni<Response> fleet(
            @Context HttpServerRequest request,
            @Parameter(description = FleetResource.WELLS) @RestQuery @Separator(",") List<String> wells,
            @Parameter(description = "Only wells whose id has this prefix") @RestQuery @DefaultValue("") String prefix,
            @Parameter(
                            description =
                                    "Channels, comma-separated or repeated; default the newest values of all, without"
                                            + " trends")
                    @RestQuery
                    @Separator(",")
                    List<String> channels,
            @Parameter(
                            description = "Maximum points of a trend, 1 to 48; default 24. Fewer than 25 are answered"
                                    + " faster, from the hours")
                    @RestQuery
                    @DefaultValue("")
                    String points,
            @Parameter(description = "Wells per page, 1 to 10,000; default 1,000, or as many as have 200,000 values")
                    @RestQuery
                    @DefaultValue("")
                    String limit,
            @Parameter(description = "`next_cursor` of the previous page; repeat the other parameters with it")
                    @RestQuery
                    @DefaultValue("")
                    String cursor,
            @Parameter(description = WellsResource.FORMAT) @RestQuery @DefaultValue("") String format) {
        AnswerFormat settled = Answer.format(request, format);
        source.mayLag();
        FleetScope scope = new FleetScope(
                caller.current().wells(),
                QueryParameter.wells(wells),
                WellsQuery.of(prefix, "").prefix());
        FleetQuestion question = FleetQuestion.of(scope, channels, points);
        PagePosition place = FleetQuestion.place(cursor);
        int most = question.pageSize(limit);
        Uni<FleetPage> first =
                memory.reserve(most, question.valuesPerWell()).chain(() -> fleet.page(question, place, most));
        return switch (settled) {
            case JSON -> first.map(page -> json(request, page));
            case PARQUET -> throw new IllegalStateException("it is not offered");
            case NDJSON -> first.map(page -> stream(settled, question, most, page, Buffer.buffer(), FleetText::lines));
            case CSV ->
                first.map(page ->
                        stream(settled, question, most, page, FleetCsv.head(question.channels()), FleetCsv::lines));
        };
    }

    private static Response json(HttpServerRequest request, FleetPage page) {
        Buffer lasting = FleetText.withoutAges(page, FleetQuestion::cursor);
        return Answer.unlessKnown(
                request.headers().getAll(HttpHeaders.IF_NONE_MATCH),
                lasting,
                () -> FleetText.page(page, FleetQuestion::cursor));
    }

    private Response stream(
            AnswerFormat format,
            FleetQuestion question,
            int most,
            FleetPage first,
            Buffer head,
            Function<FleetPage, Buffer> lines) {
        return Answer.in(
                format,
                StreamedAnswer.of(
                        first, head, lines, page -> page.next().map(place -> () -> fleet.page(question, place, most))));
    }
}

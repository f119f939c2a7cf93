package io.liftline.query;

import io.liftline.access.CurrentCaller;
import io.liftline.access.Role;
import io.liftline.query.export.ExportRows;
import io.liftline.query.format.AnswerFormat;
import io.liftline.query.format.RowPage;
import io.liftline.query.format.RowText;
import io.liftline.query.format.SampleColumns;
import io.liftline.query.format.SampleEncoder;
import io.liftline.query.format.StreamedAnswer;
import io.liftline.query.source.ArchiveUse;
import io.liftline.telemetry.TimeRange;
import io.liftline.web.TimeExpression;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.Separator;

/// Queries of many wells at once.
///
/// The methods have no `@Produces`, because [Answer] selects the format.
@Path("/api/v1/telemetry")
@Tag(name = "Query")
@RolesAllowed({Role.VIEWER_ROLE, Role.OPERATOR_ROLE, Role.ADMIN_ROLE})
class FleetResource {

    static final String WELLS =
            "Wells, comma-separated or repeated; those that the caller may not access are omitted. Default all";

    private final FleetLatest latest;
    private final FleetSamples samples;
    private final FleetSummary summary;
    private final ParquetExports exports;
    private final QuestionSource source;
    private final AnswerMemory memory;
    private final CurrentCaller caller;
    private final InstantSource clock;

    FleetResource(
            FleetLatest latest,
            FleetSamples samples,
            FleetSummary summary,
            ParquetExports exports,
            QuestionSource source,
            AnswerMemory memory,
            CurrentCaller caller,
            InstantSource clock) {
        this.latest = latest;
        this.samples = samples;
        this.summary = summary;
        this.exports = exports;
        this.source = source;
        this.memory = memory;
        this.caller = caller;
        this.clock = clock;
    }

    /// The newest sample of each well.
    @GET
    @Path("latest")
    @Operation(operationId = "getFleetLatest", summary = "The newest sample of each well by event time")
    @APIResponse(
            responseCode = "200",
            description = "One sample per well, ordered by well",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "Samples")),
                @Content(mediaType = "application/x-ndjson", schema = @Schema(type = SchemaType.STRING)),
                @Content(mediaType = "text/csv", schema = @Schema(type = SchemaType.STRING))
            })
    @APIResponse(responseCode = "400", description = "A parameter is malformed")
    @APIResponse(responseCode = "406", description = "The answer is not available in an accepted content type")
    @APIResponse(responseCode = "422", description = "Too many wells")
    @APIResponse(responseCode = "429", description = WellsResource.NO_ROOM)
    public Uni<Response> latest(
            @Context HttpServerRequest request,
            @Parameter(description = WELLS) @RestQuery @Separator(",") List<String> wells,
            @Parameter(description = Sources.PARAMETER) @RestQuery @DefaultValue("true") String archive,
            @Parameter(description = WellsResource.FORMAT) @RestQuery @DefaultValue("") String format) {
        AnswerFormat settled = Answer.format(request, format);
        SampleEncoder encoder = SampleEncoder.of(settled, SampleColumns.ALL);
        FleetLatest.Question question = new FleetLatest.Question(
                caller.current().wells(), QueryParameter.wells(wells), ArchiveUse.parse(archive));
        return memory.reserve(FleetLatest.PAGE, SampleColumns.ALL.channels().size())
                .chain(() -> latest.sources(question))
                .chain(sources -> latest.of(question)
                        .map(first -> Answer.of(settled, StreamedAnswer.of(first, encoder), sources)));
    }

    /// The raw samples of several wells: one page, or the whole range as a stream.
    @GET
    @Operation(
            operationId = "getFleetTelemetry",
            summary = "Raw samples of several wells, ordered by time and well",
            description =
                    "JSON is returned in pages of `limit`; NDJSON and CSV stream the whole range. Parquet is a file of the whole"
                            + " range, with the units in its metadata. The cursor contains range"
                            + " and order; repeat `wells` and `channels` with it.")
    @APIResponse(
            responseCode = "200",
            description = "One page (JSON), or the whole range (NDJSON, CSV, Parquet)",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "SamplePage")),
                @Content(mediaType = "application/x-ndjson", schema = @Schema(type = SchemaType.STRING)),
                @Content(mediaType = "text/csv", schema = @Schema(type = SchemaType.STRING)),
                @Content(
                        mediaType = WellsResource.PARQUET,
                        schema = @Schema(type = SchemaType.STRING, format = "binary"))
            })
    @APIResponse(responseCode = "400", description = "A parameter is malformed")
    @APIResponse(responseCode = "406", description = "The answer is not available in an accepted content type")
    @APIResponse(responseCode = "429", description = WellsResource.NO_ROOM)
    @APIResponse(
            responseCode = "422",
            description = "A parameter is out of range, a channel is unknown, or there are too many wells")
    @APIResponse(responseCode = "503", description = Sources.UNAVAILABLE)
    public Uni<Response> telemetry(
            @Context HttpServerRequest request,
            @Parameter(description = WELLS) @RestQuery @Separator(",") List<String> wells,
            @Parameter(description = WellsResource.FROM) @RestQuery @DefaultValue("-24h") String from,
            @Parameter(description = WellsResource.TO) @RestQuery @DefaultValue("now") String to,
            @Parameter(description = WellsResource.CHANNELS) @RestQuery @Separator(",") List<String> channels,
            @Parameter(description = WellsResource.ORDER) @RestQuery @DefaultValue("") String order,
            @Parameter(description = WellsResource.LIMIT) @RestQuery @DefaultValue("") String limit,
            @Parameter(description = "`next_cursor` of the previous page") @RestQuery @DefaultValue("") String cursor,
            @Parameter(description = Sources.PARAMETER) @RestQuery @DefaultValue("true") String archive,
            @Parameter(description = WellsResource.FORMAT) @RestQuery @DefaultValue("") String format) {
        AnswerFormat settled = Answer.formatOfSamples(request, format);
        source.mayLag();
        SampleColumns columns = new SampleColumns(QueryParameter.channels(channels));
        FleetSamples.Wells asked = new FleetSamples.Wells(
                caller.current().wells(), QueryParameter.wells(wells), columns, ArchiveUse.parse(archive));
        FleetSamplesQuery query = query(from, to, order, cursor);
        return switch (settled) {
            case JSON -> {
                int most = QueryParameter.pageSize(limit);
                yield memory.reserve(most, columns.channels().size())
                        .chain(() -> samples.page(asked, query, most, SampleEncoder.of(settled, columns)::rows))
                        .map(FleetResource::page);
            }
            case NDJSON, CSV -> {
                long all = most(limit);
                SampleEncoder encoder = SampleEncoder.of(settled, columns);
                yield memory.reserveText(columns)
                        .chain(() -> samples.all(asked, query, all, encoder::rows))
                        .map(first -> Answer.of(
                                settled, StreamedAnswer.of(first.value(), encoder.head()), Sources.of(first.parts())));
            }
            case PARQUET -> {
                long most = most(limit);
                yield memory.reserveText(columns)
                        .chain(() -> samples.parts(asked, query))
                        .chain(parts -> exports.of(
                                        () -> samples.all(asked, query, most, () -> ExportRows.of(columns))
                                                .map(Answered::value),
                                        columns)
                                .map(answer -> Answer.withSources(answer, Sources.of(parts))));
            }
        };
    }

    private static Response page(Answered<FleetSamples.Page<RowText>> answer) {
        FleetSamples.Page<RowText> page = answer.value();
        return Answer.page(page.samples(), page.rest().map(FleetSamplesQuery::cursor), answer.parts());
    }

    private static long most(String limit) {
        return QueryParameter.limit(limit, Integer.MAX_VALUE).orElse(Integer.MAX_VALUE);
    }

    private FleetSamplesQuery query(String from, String to, String order, String cursor) {
        Optional<TimeOrder> way = order.isEmpty() ? Optional.empty() : Optional.of(QueryParameter.order(order));
        return cursor.isEmpty()
                ? new FleetSamplesQuery(
                        TimeExpression.range(from, to, clock.instant()), way.orElse(TimeOrder.ASC), Optional.empty())
                : FleetSamplesQuery.resume(cursor, way);
    }

    /// Count, average, minimum and maximum per well.
    @GET
    @Path("summary")
    @Operation(
            operationId = "getSummary",
            summary = "Number of samples per well, and average, minimum and maximum of each channel",
            description =
                    "An answer of fewer than 500 wells has an `ETag`, with which a client that asks for the same range again"
                            + " gets 304 while nothing in it has changed.")
    @APIResponse(
            responseCode = "200",
            description = "Ordered by well; null for a channel that was not measured",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "Summary")))
    @APIResponse(responseCode = "304", description = "The client has this answer already (`If-None-Match`)")
    @APIResponse(responseCode = "400", description = "A parameter is malformed")
    @APIResponse(responseCode = "406", description = "The answer is available only as JSON")
    @APIResponse(
            responseCode = "422",
            description = "The range is empty, a channel is unknown, or the question would read too many samples")
    @APIResponse(responseCode = "429", description = WellsResource.NO_ROOM)
    @APIResponse(responseCode = "503", description = Sources.UNAVAILABLE)
    public Uni<Response> summary(
            @Context HttpServerRequest request,
            @Parameter(description = WellsResource.FROM) @RestQuery @DefaultValue("-24h") String from,
            @Parameter(description = WellsResource.TO) @RestQuery @DefaultValue("now") String to,
            @Parameter(description = WELLS) @RestQuery @Separator(",") List<String> wells,
            @Parameter(description = WellsResource.CHANNELS) @RestQuery @Separator(",") List<String> channels,
            @Parameter(description = Sources.PARAMETER) @RestQuery @DefaultValue("true") String archive,
            @Parameter(description = WellsResource.FORMAT) @RestQuery @DefaultValue("") String format) {
        Answer.requireJson(request, format);
        source.mayLag();
        List<String> known = request.headers().getAll(HttpHeaders.IF_NONE_MATCH);
        TimeRange range = TimeExpression.range(from, to, clock.instant());
        SummaryColumns columns = new SummaryColumns(QueryParameter.channels(channels));
        FleetSummary.Question question = new FleetSummary.Question(
                caller.current().wells(), QueryParameter.wells(wells), range, columns, ArchiveUse.parse(archive));
        return memory.reserve(FleetSummary.PAGE, columns.width())
                .chain(() -> summary.of(question))
                .map(answer -> summary(known, answer.first(), new SummaryEncoder(range, columns, answer.sources())));
    }

    private static Response summary(List<String> known, RowPage first, SummaryEncoder encoder) {
        return first.next().isEmpty()
                ? Answer.unlessKnown(known, encoder.only(first))
                : Answer.in(AnswerFormat.JSON, StreamedAnswer.of(first, encoder));
    }
}

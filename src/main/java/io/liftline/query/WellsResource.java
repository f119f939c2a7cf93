package io.liftline.query;

import io.liftline.access.CurrentCaller;
import io.liftline.access.Role;
import io.liftline.access.WellScope;
import io.liftline.query.export.ExportRows;
import io.liftline.query.format.AnswerFormat;
import io.liftline.query.format.RowText;
import io.liftline.query.format.SampleColumns;
import io.liftline.query.format.SampleEncoder;
import io.liftline.query.format.StreamedAnswer;
import io.liftline.query.source.ArchiveUse;
import io.liftline.telemetry.TimeRange;
import io.liftline.web.TimeExpression;
import io.smallrye.mutiny.Uni;
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
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.Separator;

/// Queries of the list of wells, and of one well.
///
/// The methods have no `@Produces`, because [Answer] selects the format.
@Path("/api/v1/wells")
@Tag(name = "Query")
@RolesAllowed({Role.VIEWER_ROLE, Role.OPERATOR_ROLE, Role.ADMIN_ROLE})
class WellsResource {

    static final String FROM =
            "Start of the range, inclusive: RFC 3339 with an offset, relative such as -24h (default) or now-24h,"
                    + " now, or Unix seconds or milliseconds";
    static final String TO = "End of the range, exclusive; default now";
    static final String CHANNELS = "Channels, comma-separated or repeated; default all";
    static final String ORDER = "asc (default) or desc, by event time";
    static final String LIMIT =
            "JSON: samples per page, 1 to 10,000, default 1,000. NDJSON, CSV, Parquet: maximum samples in all,"
                    + " default no limit";
    static final String NO_ROOM = "There is no room for the answer beside others in progress; see Retry-After";
    static final String FORMAT = "Selects the format for clients that cannot set `Accept`; takes precedence over it";

    /// The times of a well, each also as a bound of a search.
    private static final int TIMES = 4;

    private static final String NDJSON = "application/x-ndjson";
    private static final String CSV = "text/csv";

    static final String PARQUET = "application/vnd.apache.parquet";

    private final WellPages wellPages;
    private final SamplePages samplePages;
    private final ParquetExports exports;
    private final QuestionSource source;
    private final AnswerMemory memory;
    private final CurrentCaller caller;
    private final InstantSource clock;

    WellsResource(
            WellPages wellPages,
            SamplePages samplePages,
            ParquetExports exports,
            QuestionSource source,
            AnswerMemory memory,
            CurrentCaller caller,
            InstantSource clock) {
        this.wellPages = wellPages;
        this.samplePages = samplePages;
        this.exports = exports;
        this.source = source;
        this.memory = memory;
        this.caller = caller;
        this.clock = clock;
    }

    /// The wells that the caller may access.
    @GET
    @Operation(
            operationId = "listWells",
            summary = "The wells that the caller may access, with first and last event time",
            description =
                    "In pages of `limit`, ordered by id. `first` does not include older samples that another program"
                            + " has stored by SQL after the well was registered.")
    @APIResponse(
            responseCode = "200",
            description = "One page of wells",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = WellSpan.Wells.class)))
    @APIResponse(responseCode = "400", description = "A parameter is malformed")
    @APIResponse(responseCode = "406", description = "The answer is available only as JSON")
    @APIResponse(responseCode = "422", description = "A parameter is out of range")
    @APIResponse(responseCode = "429", description = NO_ROOM)
    public Uni<Response> wells(
            @Context HttpServerRequest request,
            @Parameter(description = "Only wells whose id has this prefix") @RestQuery @DefaultValue("") String prefix,
            @Parameter(description = "Wells per page, 1 to 10,000; default 1,000") @RestQuery @DefaultValue("")
                    String limit,
            @Parameter(description = "`next_cursor` of the previous page; it contains the prefix")
                    @RestQuery
                    @DefaultValue("")
                    String cursor,
            @Parameter(description = FORMAT) @RestQuery @DefaultValue("") String format) {
        Answer.requireJson(request, format);
        WellsQuery query = WellsQuery.of(prefix, cursor);
        int wells = QueryParameter.pageSize(limit);
        WellScope scope = caller.current().wells();
        return memory.reserve(wells, TIMES)
                .chain(() -> wellPages.page(scope, query, wells))
                .map(Answer::json);
    }

    /// The raw samples of a well: one page, or the whole range as a stream.
    @GET
    @Path("{well_id}/telemetry")
    @Operation(
            operationId = "getTelemetry",
            summary = "Raw samples of a well",
            description =
                    "JSON is returned in pages of `limit`; NDJSON and CSV stream the whole range. Parquet is a file of the"
                            + " whole range, with the units in its metadata.")
    @APIResponse(
            responseCode = "200",
            description = "One page (JSON), or the whole range (NDJSON, CSV, Parquet)",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "SamplePage")),
                @Content(mediaType = NDJSON, schema = @Schema(type = SchemaType.STRING)),
                @Content(mediaType = CSV, schema = @Schema(type = SchemaType.STRING)),
                @Content(mediaType = PARQUET, schema = @Schema(type = SchemaType.STRING, format = "binary"))
            })
    @APIResponse(responseCode = "400", description = "A parameter is malformed")
    @APIResponse(responseCode = "404", description = "The well does not exist, or the caller may not access it")
    @APIResponse(responseCode = "406", description = "The answer is not available in an accepted content type")
    @APIResponse(responseCode = "422", description = "A parameter is out of range, or a channel is unknown")
    @APIResponse(responseCode = "429", description = NO_ROOM)
    @APIResponse(responseCode = "503", description = Sources.UNAVAILABLE)
    public Uni<Response> telemetry(
            @RestPath("well_id") String wellId,
            @Context HttpServerRequest request,
            @Parameter(description = FROM) @RestQuery @DefaultValue("-24h") String from,
            @Parameter(description = TO) @RestQuery @DefaultValue("now") String to,
            @Parameter(description = CHANNELS) @RestQuery @Separator(",") List<String> channels,
            @Parameter(description = ORDER) @RestQuery @DefaultValue("") String order,
            @Parameter(description = LIMIT) @RestQuery @DefaultValue("") String limit,
            @Parameter(description = "`next_cursor` of the previous page; it contains range and order")
                    @RestQuery
                    @DefaultValue("")
                    String cursor,
            @Parameter(description = Sources.PARAMETER) @RestQuery @DefaultValue("true") String archive,
            @Parameter(description = FORMAT) @RestQuery @DefaultValue("") String format) {
        AnswerFormat settled = Answer.formatOfSamples(request, format);
        source.mayLag();
        SamplesQuery query = query(permitted(wellId), from, to, channels, order, cursor, ArchiveUse.parse(archive));
        return switch (settled) {
            case JSON -> page(query, QueryParameter.pageSize(limit));
            case NDJSON, CSV -> stream(query, limit, settled);
            case PARQUET -> export(query, limit);
        };
    }

    private Uni<Response> page(SamplesQuery query, int limit) {
        return memory.reserve(limit, query.columns().channels().size())
                .chain(() -> samplePages.page(query, limit, SampleEncoder.of(AnswerFormat.JSON, query.columns())::rows))
                .map(WellsResource::page);
    }

    private static Response page(Answered<SamplePages.Page<RowText>> answer) {
        SamplePages.Page<RowText> page = answer.value();
        return Answer.page(page.samples(), page.rest().map(SamplesQuery::cursor), answer.parts());
    }

    private Uni<Response> stream(SamplesQuery query, String limit, AnswerFormat format) {
        long most = QueryParameter.limit(limit, Integer.MAX_VALUE).orElse(Integer.MAX_VALUE);
        SampleEncoder encoder = SampleEncoder.of(format, query.columns());
        return memory.reserveText(query.columns())
                .chain(() -> samplePages.all(query, most, encoder::rows))
                .map(first ->
                        Answer.of(format, StreamedAnswer.of(first.value(), encoder.head()), Sources.of(first.parts())));
    }

    private Uni<Response> export(SamplesQuery query, String limit) {
        long most = QueryParameter.limit(limit, Integer.MAX_VALUE).orElse(Integer.MAX_VALUE);
        return memory.reserveText(query.columns())
                .chain(() -> samplePages.parts(query))
                .chain(parts -> exports.of(
                                () -> samplePages
                                        .all(query, most, () -> ExportRows.of(query.columns()))
                                        .map(Answered::value),
                                query.columns())
                        .map(answer -> Answer.withSources(answer, Sources.of(parts))));
    }

    private PermittedWell permitted(String wellId) {
        return PermittedWell.of(caller.current().wells(), wellId);
    }

    private SamplesQuery query(
            PermittedWell well,
            String from,
            String to,
            List<String> channels,
            String order,
            String cursor,
            ArchiveUse archive) {
        SampleColumns columns = new SampleColumns(QueryParameter.channels(channels));
        Optional<TimeOrder> way = order.isEmpty() ? Optional.empty() : Optional.of(QueryParameter.order(order));
        if (!cursor.isEmpty()) {
            return SamplesQuery.resume(cursor, well, columns, way, archive);
        }
        TimeRange range = TimeExpression.range(from, to, clock.instant());
        return new SamplesQuery(well, range, columns, way.orElse(TimeOrder.ASC), archive);
    }
}

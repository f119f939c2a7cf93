package io.liftline.query;

import io.liftline.access.CurrentCaller;
import io.liftline.access.Role;
import io.liftline.query.format.FormatNegotiation;
import io.liftline.query.format.JsonText;
import io.liftline.query.format.SampleEncoder;
import io.liftline.telemetry.Channel;
import io.liftline.telemetry.TimeRange;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestMulti;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/// Questions about one well, and which wells there are.
@Path("/api/v1/wells")
@Tag(name = "Query")
@RolesAllowed({Role.VIEWER_ROLE, Role.OPERATOR_ROLE, Role.ADMIN_ROLE})
class WellsResource {

    private static final String NDJSON = FormatNegotiation.NDJSON;
    private static final String CSV = FormatNegotiation.CSV;
    private static final int DEFAULT_PAGE = 1_000;

    private final TelemetryReader reader;
    private final SamplePages pages;
    private final CurrentCaller caller;
    private final InstantSource clock;

    WellsResource(TelemetryReader reader, SamplePages pages, CurrentCaller caller, InstantSource clock) {
        this.reader = reader;
        this.pages = pages;
        this.caller = caller;
        this.clock = clock;
    }

    /// The wells the caller may see.
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "listWells", summary = "The wells you may see, with first and last event time")
    @APIResponse(
            responseCode = "200",
            description = "By name",
            content = @Content(schema = @Schema(implementation = WellSpan.Wells.class)))
    public Uni<WellSpan.Wells> wells() {
        return reader.wells(caller.current().wells())
                .map(rows -> new WellSpan.Wells(StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new WellSpan(
                                row.getString(0),
                                row.getOffsetDateTime(1).toInstant(),
                                row.getOffsetDateTime(2).toInstant()))
                        .toList()));
    }

    /// The newest sample of a well.
    @GET
    @Path("{well_id}/latest")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "getLatest",
            summary = "The newest sample of a well by event time",
            description = "Has an `ETag`; `If-None-Match` with it gives 304 while nothing changed.")
    @APIResponse(
            responseCode = "200",
            description = "The sample; null where nothing was measured",
            content = @Content(schema = @Schema(ref = "Sample")))
    @APIResponse(responseCode = "304", description = "Nothing changed")
    @APIResponse(responseCode = "404", description = "No such well, or not yours")
    public Uni<Response> latest(@RestPath("well_id") String wellId, @Context Request request) {
        return reader.latest(caller.current().wells(), wellId).map(row -> {
            Buffer sample = JsonText.write(json -> JsonText.sample(json, row, Channel.ALL));
            EntityTag tag = tag(sample);
            Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
            return (unchanged == null ? Response.ok(sample) : unchanged)
                    .tag(tag)
                    .header("Cache-Control", "private, no-cache")
                    .build();
        });
    }

    /// A page of a well's raw samples.
    @GET
    @Path("{well_id}/telemetry")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "getTelemetry",
            summary = "Raw samples of a well",
            description = "JSON comes in pages of `limit`; NDJSON and CSV stream the whole range.")
    @APIResponse(
            responseCode = "200",
            description = "A page (JSON), or the whole range (NDJSON, CSV)",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "SamplePage")),
                @Content(mediaType = NDJSON, schema = @Schema(type = SchemaType.STRING)),
                @Content(mediaType = CSV, schema = @Schema(type = SchemaType.STRING))
            })
    @APIResponse(responseCode = "400", description = "A parameter is malformed")
    @APIResponse(responseCode = "404", description = "No such well, or not yours")
    @APIResponse(responseCode = "406", description = "None of the accepted content types can be produced")
    @APIResponse(responseCode = "422", description = "A parameter is out of bounds, or a channel unknown")
    public Uni<Buffer> page(
            @RestPath("well_id") String wellId,
            @Parameter(description = FROM) @RestQuery @DefaultValue("-24h") String from,
            @Parameter(description = TO) @RestQuery @DefaultValue("now") String to,
            @Parameter(description = CHANNELS) @RestQuery @DefaultValue("") String channels,
            @Parameter(description = "asc (default) or desc, by event time") @RestQuery @DefaultValue("") String order,
            @Parameter(description = "Samples a page, 1 to 10,000; default 1,000") @RestQuery @DefaultValue("")
                    String limit,
            @Parameter(description = "`next_cursor` of the page before; it carries range and order")
                    @RestQuery
                    @DefaultValue("")
                    String cursor) {
        SamplesQuery query = query(wellId, from, to, channels, order, cursor);
        int size = QueryParameter.limit(limit, QueryParameter.MAX_LIMIT).orElse(DEFAULT_PAGE);
        return pages.page(caller.current().wells(), query, size)
                .map(page -> JsonText.write(json -> {
                    json.writeStartObject();
                    json.writeArrayFieldStart("samples");
                    for (Row row : page.rows()) {
                        JsonText.sample(json, row, query.channels());
                    }
                    json.writeEndArray();
                    json.writeStringField(
                            "next_cursor", page.rest().map(SamplesQuery::cursor).orElse(null));
                    json.writeEndObject();
                }));
    }

    /// A well's raw samples as a stream of JSON lines.
    @GET
    @Path("{well_id}/telemetry")
    @Produces(NDJSON)
    @Operation(hidden = true)
    public RestMulti<Buffer> ndjson(
            @RestPath("well_id") String wellId,
            @RestQuery @DefaultValue("-24h") String from,
            @RestQuery @DefaultValue("now") String to,
            @RestQuery @DefaultValue("") String channels,
            @RestQuery @DefaultValue("") String order,
            @RestQuery @DefaultValue("") String limit,
            @RestQuery @DefaultValue("") String cursor) {
        SamplesQuery query = query(wellId, from, to, channels, order, cursor);
        return stream(query, limit, SampleEncoder.ndjson(query.channels()));
    }

    /// A well's raw samples as a stream of CSV.
    @GET
    @Path("{well_id}/telemetry")
    @Produces(CSV)
    @Operation(hidden = true)
    public RestMulti<Buffer> csv(
            @RestPath("well_id") String wellId,
            @RestQuery @DefaultValue("-24h") String from,
            @RestQuery @DefaultValue("now") String to,
            @RestQuery @DefaultValue("") String channels,
            @RestQuery @DefaultValue("") String order,
            @RestQuery @DefaultValue("") String limit,
            @RestQuery @DefaultValue("") String cursor) {
        SamplesQuery query = query(wellId, from, to, channels, order, cursor);
        return stream(query, limit, SampleEncoder.csv(query.channels()));
    }

    static final String FROM = "First event time: RFC 3339, a look-back such as -24h (default), or now";
    static final String TO = "First event time no longer wanted; default now";
    static final String CHANNELS = "Channels, comma-separated; default all";

    private RestMulti<Buffer> stream(SamplesQuery query, String limit, SampleEncoder encoder) {
        long most = QueryParameter.limit(limit, Integer.MAX_VALUE).orElse(Integer.MAX_VALUE);
        return RestMulti.fromUniResponse(pages.stream(caller.current().wells(), query, most, encoder), multi -> multi);
    }

    private SamplesQuery query(String wellId, String from, String to, String channels, String order, String cursor) {
        List<Channel> columns = QueryParameter.channels(channels);
        Optional<TimeOrder> way = order.isEmpty() ? Optional.empty() : Optional.of(QueryParameter.order(order));
        if (!cursor.isEmpty()) {
            return SamplesQuery.resume(cursor, wellId, columns, way);
        }
        TimeRange range = TimeExpression.range(from, to, clock.instant());
        return new SamplesQuery(wellId, range, columns, way.orElse(TimeOrder.ASC));
    }

    /// Half of a SHA-256 of the bytes: as good as unique, and the same on every replica.
    private static EntityTag tag(Buffer sample) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(sample.getBytes());
            return new EntityTag(Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, 16)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

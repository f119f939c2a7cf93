package io.liftline.ingest;

import io.liftline.access.Callers;
import io.liftline.access.Role;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/// `POST /api/v1/telemetry`.
@Path("/api/v1/telemetry")
@Tag(name = "Ingest")
class IngestResource {

    private static final String NDJSON = "application/x-ndjson";
    private static final String CSV = "text/csv";

    private final Ingest ingest;
    private final Callers callers;

    IngestResource(Ingest ingest, Callers callers) {
        this.ingest = ingest;
        this.callers = callers;
    }

    /// Stores the samples of a body.
    ///
    /// @param units such as `pip:kPa,motor_temp:K`; canonical units when absent
    /// @param onConflict `ignore` (default) or `update`
    /// @param atomic `false` (default): good samples are kept, bad ones named; `true`: all or nothing
    @POST
    @Consumes({MediaType.APPLICATION_JSON, NDJSON, CSV})
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed({Role.WRITER_ROLE, Role.OPERATOR_ROLE, Role.ADMIN_ROLE})
    @Operation(
            operationId = "ingestTelemetry",
            summary = "Store samples",
            description = "Answered after the commit that holds the samples. Sending the same request again is safe: it"
                    + " changes nothing. The body may be gzip (`Content-Encoding: gzip`).")
    @RequestBody(
            required = true,
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "Sample"), example = """
                                [{"well_id": "WELL-001", "timestamp": "2025-11-20T06:00:00Z", "flow_rate": 2150.4, "pip": 812.0, "motor_temp": 96.5}]"""),
                @Content(mediaType = NDJSON, schema = @Schema(type = SchemaType.STRING), example = """
                                {"well_id": "WELL-001", "timestamp": "2025-11-20T06:00:00Z", "pip": 812.0}
                                """),
                @Content(mediaType = CSV, schema = @Schema(type = SchemaType.STRING), example = """
                                well_id,timestamp,pip,motor_temp
                                WELL-001,2025-11-20T06:00:00Z,812.0,96.5
                                """)
            })
    @APIResponse(
            responseCode = "200",
            description = "Stored; what became of each sample",
            content = @Content(schema = @Schema(implementation = IngestReceipt.class)))
    @APIResponse(responseCode = "400", description = "The body or a parameter is malformed")
    @APIResponse(responseCode = "413", description = "More bytes or samples than a request may hold")
    @APIResponse(responseCode = "415", description = "Content type or encoding not supported")
    @APIResponse(responseCode = "422", description = "Nothing was kept; the problem carries the receipt's fields")
    @APIResponse(responseCode = "429", description = "Too much is under way; send it again after Retry-After")
    @APIResponse(responseCode = "503", description = "The database is away or did not confirm in time; try again")
    public Uni<IngestReceipt> ingest(
            byte[] body,
            @Parameter(hidden = true) @RestHeader(HttpHeaders.CONTENT_TYPE) @Nullable MediaType contentType,
            @Parameter(hidden = true) @RestHeader(HttpHeaders.CONTENT_ENCODING) @DefaultValue("") String encoding,
            @Parameter(description = "Units other than the canonical ones", example = "pip:kPa,motor_temp:K")
                    @RestQuery
                    @DefaultValue("")
                    String units,
            @Parameter(
                            description = "Whether a sample that is stored already stays as it is or is updated,"
                                    + " channel by channel",
                            schema = @Schema(enumeration = {"ignore", "update"}))
                    @RestQuery("on_conflict")
                    @DefaultValue("ignore")
                    String onConflict,
            @Parameter(
                            description = "Whether one bad sample keeps all from being stored",
                            schema = @Schema(type = SchemaType.BOOLEAN))
                    @RestQuery
                    @DefaultValue("false")
                    String atomic) {
        Ingest.Terms terms = new Ingest.Terms(
                decoder(contentType), DeclaredUnits.parse(units), OnConflict.parse(onConflict), keep(atomic));
        return ingest.ingest(body, Body.Encoding.parse(encoding), terms, callers.current());
    }

    private static SampleDecoder decoder(@Nullable MediaType contentType) {
        if (contentType == null) {
            throw new ProblemException(
                    ProblemCode.UNSUPPORTED_MEDIA_TYPE,
                    "Content-Type is required: application/json, application/x-ndjson or text/csv");
        }
        String charset = contentType.getParameters().getOrDefault(MediaType.CHARSET_PARAMETER, "utf-8");
        if (!charset.equalsIgnoreCase("utf-8") && !charset.equalsIgnoreCase("us-ascii")) {
            throw new ProblemException(
                    ProblemCode.UNSUPPORTED_MEDIA_TYPE,
                    "charset '" + RowError.clip(charset) + "' is not supported: send utf-8");
        }
        return switch (contentType.getSubtype().toLowerCase(Locale.ROOT)) {
            case "x-ndjson" -> new NdjsonDecoder();
            case "csv" -> new CsvDecoder();
            case "json" -> new JsonDecoder();
            default ->
                throw new ProblemException(
                        ProblemCode.UNSUPPORTED_MEDIA_TYPE,
                        "Content-Type must be application/json, application/x-ndjson or text/csv");
        };
    }

    private static Ingest.Keep keep(String atomic) {
        return switch (atomic) {
            case "false" -> Ingest.Keep.GOOD_ONES;
            case "true" -> Ingest.Keep.ALL_OR_NOTHING;
            default ->
                throw new ProblemException(
                        ProblemCode.MALFORMED_REQUEST,
                        "atomic is '" + RowError.clip(atomic) + "', but must be true or false");
        };
    }
}

package io.liftline.ingest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.liftline.access.Callers;
import io.liftline.access.Role;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
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

/// `POST /write` and `POST /api/v2/write`: what InfluxDB's clients and agents write to, version 1 and 2.
/// Database, bucket and organization are theirs to name and are not looked at.
@Path("/")
@Tag(name = "Ingest")
class WriteResource {

    private static final String LINE_PROTOCOL = "text/plain";

    private final Ingest ingest;
    private final Callers callers;

    WriteResource(Ingest ingest, Callers callers) {
        this.ingest = ingest;
        this.callers = callers;
    }

    /// A refusal in the words of InfluxDB's version 2.
    ///
    /// @param code always `invalid`
    /// @param message what was wrong
    /// @param errors the lines that were not kept, the first 100
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @Schema(name = "LineProtocolError", description = "What was wrong with a body of line protocol")
    record Refusal(String code, String message, List<RowError> errors) {}

    /// Stores the samples of a body of line protocol, as version 1 has it.
    @POST
    @Path("write")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed({Role.WRITER_ROLE, Role.OPERATOR_ROLE, Role.ADMIN_ROLE})
    @Operation(operationId = "writeLineProtocolV1", summary = "Store samples (InfluxDB line protocol, version 1)")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = LINE_PROTOCOL,
                            schema = @Schema(type = SchemaType.STRING),
                            example = "esp_telemetry,well_id=WELL-001 pip=812.0,motor_temp=96.5 1763618400000000000"))
    @APIResponse(responseCode = "204", description = "All samples are stored")
    @APIResponse(
            responseCode = "400",
            description = "Some lines were not kept; the others are stored",
            content =
                    @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Refusal.class)))
    @APIResponse(responseCode = "413", description = "More bytes or samples than a request may hold")
    @APIResponse(responseCode = "429", description = "Too much is under way; send it again after Retry-After")
    @APIResponse(responseCode = "503", description = "The database is away or did not confirm in time; try again")
    public Uni<Response> writeV1(
            byte[] body,
            @Parameter(hidden = true) @RestHeader(HttpHeaders.CONTENT_ENCODING) @DefaultValue("") String encoding,
            @Parameter(description = "Unit of the times: ns (default), us, ms or s; n and u too")
                    @RestQuery
                    @DefaultValue("")
                    String precision) {
        return write(body, encoding, precision);
    }

    /// Stores the samples of a body of line protocol, as version 2 has it.
    @POST
    @Path("api/v2/write")
    @Consumes(MediaType.WILDCARD)
    @RolesAllowed({Role.WRITER_ROLE, Role.OPERATOR_ROLE, Role.ADMIN_ROLE})
    @Operation(operationId = "writeLineProtocolV2", summary = "Store samples (InfluxDB line protocol, version 2)")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = LINE_PROTOCOL,
                            schema = @Schema(type = SchemaType.STRING),
                            example = "esp_telemetry,well_id=WELL-001 pip=812.0,motor_temp=96.5 1763618400000000000"))
    @APIResponse(responseCode = "204", description = "All samples are stored")
    @APIResponse(
            responseCode = "400",
            description = "Some lines were not kept; the others are stored",
            content =
                    @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Refusal.class)))
    @APIResponse(responseCode = "413", description = "More bytes or samples than a request may hold")
    @APIResponse(responseCode = "429", description = "Too much is under way; send it again after Retry-After")
    @APIResponse(responseCode = "503", description = "The database is away or did not confirm in time; try again")
    public Uni<Response> writeV2(
            byte[] body,
            @Parameter(hidden = true) @RestHeader(HttpHeaders.CONTENT_ENCODING) @DefaultValue("") String encoding,
            @Parameter(description = "Unit of the times: ns (default), us, ms or s; n and u too")
                    @RestQuery
                    @DefaultValue("")
                    String precision) {
        return write(body, encoding, precision);
    }

    private Uni<Response> write(byte[] body, String encoding, String precision) {
        Body.Encoding packed = Body.Encoding.parse(encoding);
        return Uni.createFrom()
                .item(() -> new Ingest.Terms(
                        new LineProtocolDecoder(Precision.parse(precision)),
                        DeclaredUnits.parse(""),
                        OnConflict.IGNORE,
                        Ingest.Keep.GOOD_ONES))
                .chain(terms -> ingest.ingest(body, packed, terms, callers.current()))
                .map(WriteResource::answer)
                .onFailure(WriteResource::isInvalid)
                .recoverWithItem(WriteResource::refusal);
    }

    private static Response answer(IngestReceipt receipt) {
        return receipt.rejected() == 0
                ? Response.noContent().build()
                : refusal(
                        "%d of %d lines were not kept".formatted(receipt.rejected(), receipt.received()),
                        receipt.errors());
    }

    private static boolean isInvalid(Throwable failure) {
        return failure instanceof ProblemException problem
                && (problem.code() == ProblemCode.MALFORMED_REQUEST || problem.code() == ProblemCode.UNPROCESSABLE);
    }

    private static Response refusal(Throwable failure) {
        ProblemException problem = (ProblemException) failure;
        List<RowError> errors = problem.member("errors", List.class).stream()
                .flatMap(list -> ((List<?>) list).stream())
                .map(RowError.class::cast)
                .toList();
        return refusal(problem.detail(), errors);
    }

    private static Response refusal(String message, List<RowError> errors) {
        return Response.status(Response.Status.BAD_REQUEST)
                .type(MediaType.APPLICATION_JSON)
                .entity(new Refusal("invalid", message, errors))
                .build();
    }
}

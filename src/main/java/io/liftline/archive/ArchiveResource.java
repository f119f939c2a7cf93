package io.liftline.archive;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.liftline.access.CurrentCaller;
import io.liftline.access.Role;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.liftline.telemetry.TimeRange;
import io.liftline.telemetry.Timestamp;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.sql.SQLException;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

/// The state of the archive, and what it can be asked to do. Tasks are carried out by the leading replica.
@Path("/api/v1/archive")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Archive")
class ArchiveResource {

    private static final String ACCEPTED = "The task; poll its Location";
    private static final String NO_STORE = "No store is configured";
    private static final String TOO_MANY = "Too many tasks are waiting";
    private static final String NO_TASK = "There is no such task";

    private final ArchiveService archive;
    private final CurrentCaller caller;

    ArchiveResource(ArchiveService archive, CurrentCaller caller) {
        this.archive = archive;
        this.caller = caller;
    }

    @GET
    @Path("status")
    @RolesAllowed({Role.VIEWER_ROLE, Role.OPERATOR_ROLE, Role.ADMIN_ROLE})
    @Operation(
            operationId = "getArchiveStatus",
            summary = "Backlog, last run, last drill, and whether the store answers")
    @APIResponse(responseCode = "200", description = "The status")
    public ArchiveStatus status() throws SQLException {
        return archive.status();
    }

    @GET
    @Path("objects")
    @RolesAllowed({Role.VIEWER_ROLE, Role.OPERATOR_ROLE, Role.ADMIN_ROLE})
    @Operation(operationId = "getArchiveObjects", summary = "Each version of each archived chunk, oldest chunk first")
    @APIResponse(responseCode = "200", description = "A page of at most 500 objects")
    @APIResponse(responseCode = "400", description = "A parameter is malformed")
    @APIResponse(responseCode = "422", description = "A parameter is not acceptable")
    public ArchivedObject.Page objects(
            @Parameter(description = "Only of this hypertable") @RestQuery @DefaultValue("") String hypertable,
            @Parameter(description = "Chunks that end after this time, RFC 3339") @RestQuery @DefaultValue("")
                    String from,
            @Parameter(description = "Chunks that begin before this time, RFC 3339") @RestQuery @DefaultValue("")
                    String to,
            @Parameter(description = "next_cursor of the page before") @RestQuery @DefaultValue("0") String cursor)
            throws SQLException {
        if (!cursor.matches("\\d{1,9}")) {
            throw new ProblemException(ProblemCode.MALFORMED_REQUEST, "cursor is not one that this service gave");
        }
        return archive.objects(table(hypertable), range(from, to), Integer.parseInt(cursor));
    }

    @POST
    @Path("runs")
    @RolesAllowed(Role.ADMIN_ROLE)
    @Operation(operationId = "runArchive", summary = "Archive now what is old enough")
    @APIResponseSchema(value = ArchiveTask.class, responseCode = "202", responseDescription = ACCEPTED)
    @APIResponse(responseCode = "409", description = NO_STORE)
    @APIResponse(responseCode = "429", description = TOO_MANY)
    public RestResponse<ArchiveTask> run() throws SQLException {
        return accepted(archive.add(TaskKind.RUN, JsonNodeFactory.instance.objectNode(), username()), "runs");
    }

    @GET
    @Path("runs/{id}")
    @RolesAllowed({Role.VIEWER_ROLE, Role.OPERATOR_ROLE, Role.ADMIN_ROLE})
    @Operation(operationId = "getArchiveRun", summary = "What came of a run")
    @APIResponse(responseCode = "200", description = "The task")
    @APIResponse(responseCode = "404", description = NO_TASK)
    public ArchiveTask run(@RestPath String id) throws SQLException {
        return find(TaskKind.RUN, id);
    }

    @POST
    @Path("restores")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.ADMIN_ROLE)
    @Operation(
            operationId = "restoreArchive",
            summary = "Restore rows from the store",
            description = "Into the hypertable, where chunks are then kept for a while, or into another table."
                    + " Repeating a restore adds nothing twice.")
    @APIResponseSchema(value = ArchiveTask.class, responseCode = "202", responseDescription = ACCEPTED)
    @APIResponse(responseCode = "409", description = NO_STORE)
    @APIResponse(responseCode = "422", description = "A value is not acceptable")
    @APIResponse(responseCode = "429", description = TOO_MANY)
    public RestResponse<ArchiveTask> restore(@Nullable RestoreRequest request) throws SQLException {
        if (request == null) {
            throw new ProblemException(ProblemCode.MALFORMED_REQUEST, "the body is empty");
        }
        return accepted(archive.add(TaskKind.RESTORE, request.order().json(), username()), "restores");
    }

    @GET
    @Path("restores/{id}")
    @RolesAllowed({Role.VIEWER_ROLE, Role.OPERATOR_ROLE, Role.ADMIN_ROLE})
    @Operation(operationId = "getArchiveRestore", summary = "How far a restore has come")
    @APIResponse(responseCode = "200", description = "The task; its result counts objects and rows")
    @APIResponse(responseCode = "404", description = NO_TASK)
    public ArchiveTask restore(@RestPath String id) throws SQLException {
        return find(TaskKind.RESTORE, id);
    }

    @POST
    @Path("drills")
    @RolesAllowed(Role.ADMIN_ROLE)
    @Operation(
            operationId = "drillArchive",
            summary = "Restore a random object into a scratch table and compare it with its manifest")
    @APIResponseSchema(value = ArchiveTask.class, responseCode = "202", responseDescription = ACCEPTED)
    @APIResponse(responseCode = "409", description = NO_STORE)
    @APIResponse(responseCode = "429", description = TOO_MANY)
    public RestResponse<ArchiveTask> drill() throws SQLException {
        return accepted(archive.add(TaskKind.DRILL, JsonNodeFactory.instance.objectNode(), username()), "drills");
    }

    @GET
    @Path("drills/{id}")
    @RolesAllowed({Role.VIEWER_ROLE, Role.OPERATOR_ROLE, Role.ADMIN_ROLE})
    @Operation(operationId = "getArchiveDrill", summary = "What came of a drill")
    @APIResponse(responseCode = "200", description = "The task")
    @APIResponse(responseCode = "404", description = NO_TASK)
    public ArchiveTask drill(@RestPath String id) throws SQLException {
        return find(TaskKind.DRILL, id);
    }

    private ArchiveTask find(TaskKind kind, String id) throws SQLException {
        return archive.find(kind, id.matches("\\d{1,18}") ? Long.parseLong(id) : 0);
    }

    private String username() {
        return caller.current().username();
    }

    private static RestResponse<ArchiveTask> accepted(ArchiveTask task, String path) {
        return ResponseBuilder.<ArchiveTask>create(RestResponse.Status.ACCEPTED)
                .location(URI.create("/api/v1/archive/%s/%d".formatted(path, task.id())))
                .entity(task)
                .build();
    }

    private static Optional<Hypertable> table(String name) {
        if (name.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Hypertable.of(name)
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.UNPROCESSABLE, "hypertable must be esp_telemetry or diagnostic_results")));
    }

    private static TimeRange range(String from, String to) {
        long first = from.isEmpty() ? RestoreOrder.EVERYTHING.from() : time("from", from);
        long end = to.isEmpty() ? RestoreOrder.EVERYTHING.to() : time("to", to);
        if (first >= end) {
            throw new ProblemException(ProblemCode.UNPROCESSABLE, "The range is empty: from is not before to");
        }
        return new TimeRange(first, end);
    }

    private static long time(String name, String text) {
        return Timestamp.parse(text)
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.MALFORMED_REQUEST, name + " is not a time; write RFC 3339 with an offset"));
    }
}

package io.liftline.storage;

import io.liftline.access.Role;
import io.liftline.storage.Chunk.Chunks;
import io.liftline.storage.Hypertable.Hypertables;
import io.liftline.storage.Policy.Policies;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;

/// The state of the storage.
@Path("/api/v1/storage")
@Tag(name = "Storage")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.VIEWER_ROLE, Role.OPERATOR_ROLE, Role.ADMIN_ROLE})
class StorageResource {

    private final StorageReader reader;

    StorageResource(StorageReader reader) {
        this.reader = reader;
    }

    /// The database and its edition.
    @GET
    @Operation(
            operationId = "getStorage",
            summary = "Edition and versions of the database, and what the edition does not have")
    @APIResponseSchema(StorageState.class)
    public Uni<StorageState> state() {
        return reader.state();
    }

    /// The hypertables.
    @GET
    @Path("hypertables")
    @Operation(
            operationId = "listHypertables",
            summary = "Chunks, size and compression of each hypertable, and what happens to its old chunks")
    @APIResponseSchema(Hypertables.class)
    public Uni<Hypertables> hypertables() {
        return reader.hypertables().map(Hypertables::new);
    }

    /// The policies.
    @GET
    @Path("policies")
    @Operation(
            operationId = "listPolicies",
            summary = "The jobs of TimescaleDB that work on the hypertables, whoever has created them",
            description = "Empty in the apache edition, which has no jobs.")
    @APIResponseSchema(Policies.class)
    public Uni<Policies> policies() {
        return reader.policies().map(Policies::new);
    }

    /// The chunks.
    @GET
    @Path("chunks")
    @Operation(operationId = "listChunks", summary = "The chunks of the hypertables, ordered by hypertable and time")
    @APIResponseSchema(Chunks.class)
    @APIResponse(responseCode = "400", description = "A parameter is malformed")
    @APIResponse(responseCode = "422", description = "There is no such hypertable, or the limit is out of bounds")
    public Uni<Chunks> chunks(
            @Parameter(description = "Only chunks of this hypertable; default all") @RestQuery @DefaultValue("")
                    String hypertable,
            @Parameter(description = "Only chunks in this state: `hot` or `compressed`; default all")
                    @RestQuery
                    @DefaultValue("")
                    String state,
            @Parameter(description = "Maximum chunks of a page, 1 to 10,000; default 1,000")
                    @RestQuery
                    @DefaultValue("")
                    String limit,
            @Parameter(description = "`next_cursor` of the page before; keep the other parameters as they were")
                    @RestQuery
                    @DefaultValue("")
                    String cursor) {
        return reader.chunks(ChunksQuery.of(hypertable, state, limit, cursor));
    }
}

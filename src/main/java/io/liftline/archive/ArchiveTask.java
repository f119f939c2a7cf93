package io.liftline.archive;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A row of the table `archive_task`.
///
/// @param id its number
/// @param kind what was asked for
/// @param state `waiting`, `running`, `done` or `failed`
/// @param parameters what was asked for in detail, a JSON object
/// @param result what came of it so far, a JSON object; empty at first
/// @param error why it failed
/// @param requestedBy a username, or `schedule`
/// @param requestedAt when it was asked for
/// @param finishedAt when it was done or failed
record ArchiveTask(
        long id,
        @JsonIgnore TaskKind kind,
        String state,
        @Schema(implementation = Object.class) JsonNode parameters,

        @Schema(implementation = Object.class, nullable = true)
        Optional<JsonNode> result,

        Optional<String> error,
        @JsonProperty("requested_by") String requestedBy,
        @JsonProperty("requested_at") Instant requestedAt,
        @JsonProperty("finished_at") Optional<Instant> finishedAt) {}

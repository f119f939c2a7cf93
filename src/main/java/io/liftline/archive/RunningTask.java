package io.liftline.archive;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// The task that the leader carries out now.
@Schema(name = "ArchiveRunningTask")
record RunningTask(
        long id,

        @Schema(description = "run, restore or drill") String task,

        @JsonProperty("started_at") Instant startedAt,

        @Schema(description = "The chunk that is at work; null for other tasks than run, and between chunks")
        Optional<ChunkProgress> chunk) {}

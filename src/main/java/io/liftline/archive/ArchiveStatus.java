package io.liftline.archive;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// The state of the archive, the same on every replica.
@Schema(name = "ArchiveStatus")
record ArchiveStatus(
        @Schema(
                description =
                        "Where the objects are; null if no store is configured, and nothing is archived or dropped")
        Optional<String> store,

        @Schema(description = "Whether the store answers within two seconds; null without a store")
        @JsonProperty("store_reachable")
        Optional<Boolean> storeReachable,

        @Schema(description = "Chunks that are old enough to be archived, and not verified")
        long backlog,

        @Schema(description = "Chunks whose last attempt failed")
        long failing,

        @Schema(description = "Verified chunks that should have been dropped more than a day ago")
        long overdue,

        @Schema(description = "End of the oldest chunk that is not verified; null if there is none")
        @JsonProperty("oldest_unverified")
        Optional<Instant> oldestUnverified,

        @Schema(description = "What the leading replica does now; null if it waits")
        Optional<RunningTask> running,

        @Schema(description = "The last finished pass") @JsonProperty("last_run")
        Optional<ArchiveTask> lastRun,

        @Schema(description = "The last finished drill") @JsonProperty("last_drill")
        Optional<ArchiveTask> lastDrill) {}

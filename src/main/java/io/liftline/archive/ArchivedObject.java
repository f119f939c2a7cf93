package io.liftline.archive;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// An object of the archive, as the catalogue knows it.
@Schema(name = "ArchivedObject")
record ArchivedObject(
        String hypertable,
        String chunk,
        int version,
        @JsonProperty("range_start") Instant rangeStart,
        @JsonProperty("range_end") Instant rangeEnd,

        @Schema(description = "due, exported, stored, verified or dropped")
        String state,

        Optional<Long> rows,

        @Schema(description = "Name in the store; null before the export")
        Optional<String> object,

        Optional<Long> bytes,
        Optional<String> sha256,
        @JsonProperty("verified_at") Optional<Instant> verifiedAt,
        @JsonProperty("dropped_at") Optional<Instant> droppedAt,

        @Schema(description = "Why the last attempt to archive it failed")
        Optional<String> error) {

    /// A page of objects, oldest first.
    @Schema(name = "ArchivedObjects")
    record Page(
            List<ArchivedObject> objects,

            @Schema(description = "Continues after this page; null on the last") @JsonProperty("next_cursor")
            Optional<String> nextCursor) {}
}

package io.liftline.query;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A well with the times of its first and last samples.
///
/// @param wellId the well
/// @param first event time of its oldest sample
/// @param last event time of its newest sample
@RegisterForReflection
@Schema(name = "Well", description = "A well with the times of its first and last samples")
record WellSpan(@JsonProperty("well_id") String wellId, Instant first, Instant last) {

    /// A page of the wells that a caller may access, ordered by id.
    ///
    /// @param nextCursor cursor of the next page; null on the last page
    @RegisterForReflection
    @Schema(name = "Wells", description = "A page of the wells that the caller may access, ordered by id")
    record Wells(
            List<WellSpan> wells,

            @Schema(description = "The `cursor` for the next page; null on the last page", nullable = true)
            @JsonProperty("next_cursor")
            @Nullable
            String nextCursor) {}
}

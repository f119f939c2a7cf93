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
@Schema(name = "Well", description = "A well and the time its samples cover")
record WellSpan(@JsonProperty("well_id") String wellId, Instant first, Instant last) {

    /// A page of the wells that a caller may access, ordered by id.
    ///
    /// @param nextCursor cursor of the next page; null on the last page
    @RegisterForReflection
    @Schema(name = "Wells", description = "Wells the caller may see, by name, in pages")
    record Wells(
            List<WellSpan> wells,

            @Schema(
                    description = "Give it as `cursor` for the wells that follow; null on the last page",
                    nullable = true)
            @JsonProperty("next_cursor")
            @Nullable
            String nextCursor) {}
}

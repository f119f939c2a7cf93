package io.liftline.query;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A well and the time its samples cover.
///
/// @param wellId the well
/// @param first event time of its oldest sample
/// @param last event time of its newest sample
@Schema(name = "Well", description = "A well and the time its samples cover")
record WellSpan(@JsonProperty("well_id") String wellId, Instant first, Instant last) {

    /// The wells a caller may see, by name.
    @Schema(name = "Wells", description = "The wells the caller may see, by name")
    record Wells(List<WellSpan> wells) {}
}

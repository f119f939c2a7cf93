package io.liftline.ingest.sample;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// One sample that was not kept, or not kept whole, and why. What is not known is left out.
///
/// @param index which sample of the request, from 0; absent when the fault is in the header or the units
/// @param line which line of the body, from 1
/// @param wellId the well it named, where that could be read
/// @param code the kind of fault
/// @param field the field at fault
/// @param value what stood there, cut after 64 characters; of a conflict the value in the channel's canonical unit
/// @param detail the rule it breaks, with the limit; of a conflict the stored value
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "One sample that was not kept, and why")
public record RowError(
        @Nullable Integer index,
        @Nullable Long line,
        @JsonProperty("well_id") @Nullable String wellId,
        @Schema(implementation = String.class) RejectCode code,
        @Nullable String field,
        @Nullable String value,
        String detail) {

    /// How many of a request are listed at most.
    public static final int MAX_LISTED = 100;

    static final int MAX_VALUE_LENGTH = 64;

    /// A fault of the request as a whole, such as a unit nobody knows.
    public static RowError ofRequest(
            @Nullable Long line, RejectCode code, String field, @Nullable String value, String detail) {
        return new RowError(null, line, null, code, clip(field), clip(value), detail);
    }

    public static @Nullable String clip(@Nullable String text) {
        return text == null || text.length() <= MAX_VALUE_LENGTH ? text : text.substring(0, MAX_VALUE_LENGTH);
    }
}

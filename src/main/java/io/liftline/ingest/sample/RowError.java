package io.liftline.ingest.sample;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// An error of one sample that was rejected or only partly stored. Unknown members are omitted.
///
/// @param index index of the sample in the request, from 0; absent for an error of the header or the units
/// @param line line of the body, from 1
/// @param wellId the well id, if it could be decoded
/// @param code the kind of error
/// @param field the invalid field
/// @param value its value, at most 64 characters; for a conflict the value in the channel's canonical unit
/// @param detail the violated rule with its limit; for a conflict the stored value
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "A sample that was rejected or only partly stored, and the reason")
public record RowError(
        @Schema(description = "Index of the sample from 0; absent for an error of the whole request") @Nullable
        Integer index,

        @Schema(description = "Line of the body from 1; absent for JSON") @Nullable
        Long line,

        @Schema(description = "Absent if it could not be read") @JsonProperty("well_id") @Nullable
        String wellId,

        @Schema(ref = "RejectCode") RejectCode code,

        @Schema(description = "The field at fault; absent if it is the sample as a whole") @Nullable
        String field,

        @Schema(description = "Its value, at most 64 characters; absent if there is none") @Nullable
        String value,

        String detail) {

    /// Maximum number of listed errors per request.
    public static final int MAX_LISTED = 100;

    static final int MAX_VALUE_LENGTH = 64;

    /// An error of the request as a whole, such as an unknown unit.
    public static RowError ofRequest(
            @Nullable Long line, RejectCode code, String field, @Nullable String value, String detail) {
        return new RowError(null, line, null, code, clip(field), clip(value), detail);
    }

    public static @Nullable String clip(@Nullable String text) {
        return text == null || text.length() <= MAX_VALUE_LENGTH ? text : text.substring(0, MAX_VALUE_LENGTH);
    }
}

package io.liftline.archive;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.liftline.archive.restore.RestoreTarget;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.liftline.telemetry.TimeRange;
import io.liftline.telemetry.Timestamp;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The request body of a restore. Missing members are `null`.
@Schema(name = "Restore")
record RestoreRequest(
        @Schema(description = "esp_telemetry or diagnostic_results", required = true) @Nullable
        String hypertable,

        @Schema(description = "Start, RFC 3339 with an offset. Default the oldest", format = "date-time") @Nullable
        String from,

        @Schema(description = "End, exclusive. Default the newest", format = "date-time") @Nullable
        String to,

        @Schema(
                description =
                        "hypertable, or a new or existing table named restored_ and up to 40 lower-case letters,"
                                + " digits and _. Default hypertable; it gets whole chunks, another table the rows of the range")
        @Nullable
        String into,

        @Schema(description = "Only say what would be restored. Default false") @JsonProperty("dry_run") @Nullable
        Boolean dryRun) {

    /// What is asked for.
    ///
    /// @throws ProblemException 400 if a time is not one, 422 if a value is not acceptable
    RestoreOrder order() {
        Hypertable table = Hypertable.of(String.valueOf(hypertable))
                .orElseThrow(() -> unprocessable("hypertable must be esp_telemetry or diagnostic_results"));
        return new RestoreOrder(
                table,
                range(),
                target(),
                Boolean.TRUE.equals(dryRun) ? RestoreOrder.Mode.DRY_RUN : RestoreOrder.Mode.RESTORE);
    }

    private TimeRange range() {
        try {
            return new TimeRange(
                    from == null ? RestoreOrder.EVERYTHING.from() : time("from", from),
                    to == null ? RestoreOrder.EVERYTHING.to() : time("to", to));
        } catch (IllegalArgumentException e) {
            throw unprocessable(String.valueOf(e.getMessage()));
        }
    }

    private RestoreTarget target() {
        try {
            return RestoreTarget.of(into == null ? "hypertable" : into);
        } catch (IllegalArgumentException e) {
            throw unprocessable(String.valueOf(e.getMessage()));
        }
    }

    private static long time(String name, String text) {
        return Timestamp.parse(text)
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.MALFORMED_REQUEST, name + " is not a time; write RFC 3339 with an offset"));
    }

    private static ProblemException unprocessable(String detail) {
        return new ProblemException(ProblemCode.UNPROCESSABLE, detail);
    }
}

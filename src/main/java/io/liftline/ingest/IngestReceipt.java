package io.liftline.ingest;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.liftline.ingest.sample.RowError;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// What became of each sample of a request; given only after the commit that holds them.
///
/// `received = inserted + updated + duplicates + rejected`, always.
///
/// @param received samples in the body
/// @param inserted samples that are new in the database
/// @param updated samples whose stored row changed (`on_conflict=update`)
/// @param duplicates samples that changed nothing: already stored, or overtaken by a later one in the same
/// request
/// @param rejected samples not kept
/// @param errors why, for the first 100 of them
/// @param errorsTruncated whether there were more than 100
@RegisterForReflection
@JsonPropertyOrder({"received", "inserted", "updated", "duplicates", "rejected", "errors", "errors_truncated"})
@Schema(description = "What became of each sample of a request")
public record IngestReceipt(
        int received,
        int inserted,
        int updated,
        int duplicates,
        int rejected,
        List<RowError> errors,
        @JsonProperty("errors_truncated") boolean errorsTruncated) {

    /// The answer when a request can not be kept: 422 with the receipt's fields in the problem.
    ProblemException asProblem(String detail) {
        return new ProblemException(ProblemCode.UNPROCESSABLE, detail)
                .with("received", received)
                .with("inserted", inserted)
                .with("updated", updated)
                .with("duplicates", duplicates)
                .with("rejected", rejected)
                .with("errors", errors)
                .with("errors_truncated", errorsTruncated);
    }

    /// The answer when the request itself is at fault before any sample could be read: 422, nothing received.
    public static ProblemException refused(RowError error) {
        return new IngestReceipt(0, 0, 0, 0, 0, List.of(error), false).asProblem(error.detail());
    }
}

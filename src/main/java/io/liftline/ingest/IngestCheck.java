package io.liftline.ingest;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.liftline.ingest.sample.RowError;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// The answer to a dry run of an ingest request. The samples were decoded and validated, and none was stored, so
/// it does not say which of them are stored already.
///
/// `received = accepted + rejected`.
///
/// @param received samples in the body
/// @param accepted valid samples
/// @param rejected invalid samples
/// @param errors the invalid samples with their reasons, at most 100, by index
/// @param errorsTruncated whether there were more than 100
@RegisterForReflection
@JsonPropertyOrder({"dry_run", "received", "accepted", "rejected", "errors", "errors_truncated"})
@Schema(description = "The outcome of a dry run: what is valid. Nothing was stored")
public record IngestCheck(
        int received,
        int accepted,
        int rejected,
        List<RowError> errors,
        @JsonProperty("errors_truncated") boolean errorsTruncated) {

    static IngestCheck of(SampleValidator validator) {
        return new IngestCheck(
                validator.received(),
                validator.accepted(),
                validator.rejected(),
                validator.errors(),
                validator.faults() > RowError.MAX_LISTED);
    }

    /// Always true. It tells the answer from an [IngestReceipt].
    @JsonProperty("dry_run")
    public boolean dryRun() {
        return true;
    }
}

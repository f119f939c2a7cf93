package io.liftline.ingest;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.liftline.ingest.sample.RowError;
import io.liftline.ingest.write.WriteCounts;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// The answer to an ingest request, with the outcome of its samples. It is sent after the commit.
///
/// `received = inserted + updated + duplicates + conflicts + rejected`: each sample is counted exactly once.
///
/// @param received samples in the body
/// @param inserted samples whose (well, timestamp) was not stored before
/// @param updated samples that added or changed a stored value
/// @param duplicates samples that changed nothing
/// @param conflicts samples with a value that differs from a stored value, which was kept; not an error
/// @param rejected samples that were not stored
/// @param errors the rejected and conflicting samples with their reasons, at most 100, by index
/// @param errorsTruncated whether there were more than 100
@RegisterForReflection
@JsonPropertyOrder({
    "received",
    "inserted",
    "updated",
    "duplicates",
    "conflicts",
    "rejected",
    "errors",
    "errors_truncated"
})
@Schema(description = "The outcome of the samples of a request")
public record IngestReceipt(
        int received,
        int inserted,
        int updated,
        int duplicates,
        int conflicts,
        int rejected,
        List<RowError> errors,
        @JsonProperty("errors_truncated") boolean errorsTruncated) {

    /// The receipt of a request whose rows were written.
    static IngestReceipt of(SampleValidator validator, WriteCounts written) {
        return new IngestReceipt(
                validator.received(),
                written.inserted(),
                written.updated(),
                written.duplicates(),
                written.conflicts(),
                validator.rejected() + written.rejected(),
                inOrder(validator.errors(), written.errors()),
                validator.faults() + written.conflicts() + written.rejected() > RowError.MAX_LISTED);
    }

    /// The first errors of both lists by index.
    private static List<RowError> inOrder(List<RowError> some, List<RowError> others) {
        if (others.isEmpty()) {
            return some;
        }
        List<RowError> errors = new ArrayList<>(some);
        errors.addAll(others);
        errors.sort(Comparator.comparing(RowError::index, Comparator.nullsFirst(Comparator.naturalOrder())));
        return List.copyOf(errors.subList(0, Math.min(errors.size(), RowError.MAX_LISTED)));
    }

    /// The receipt of a request that stored no sample.
    static IngestReceipt ofNothingKept(SampleValidator validator) {
        return new IngestReceipt(
                validator.received(),
                0,
                0,
                0,
                0,
                validator.received(),
                validator.errors(),
                validator.faults() > RowError.MAX_LISTED);
    }

    /// The answer to a request that stored no sample: a problem 422 with the members of the receipt.
    ProblemException asProblem(String detail) {
        return new ProblemException(ProblemCode.UNPROCESSABLE, detail)
                .with("received", received)
                .with("inserted", inserted)
                .with("updated", updated)
                .with("duplicates", duplicates)
                .with("conflicts", conflicts)
                .with("rejected", rejected)
                .with("errors", errors)
                .with("errors_truncated", errorsTruncated);
    }

    /// The answer to a request that is rejected before any sample was decoded: 422, with nothing received.
    public static ProblemException refused(RowError error) {
        return new IngestReceipt(0, 0, 0, 0, 0, 0, List.of(error), false).asProblem(error.detail());
    }
}

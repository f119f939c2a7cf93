package io.liftline.ingest.write;

import io.liftline.ingest.sample.RowError;
import java.util.List;
import java.util.stream.Stream;

/// The outcome of the rows of one committed batch. Each row is counted once.
///
/// @param inserted rows whose (well, timestamp) was not stored before
/// @param updated rows that added or changed a value
/// @param duplicates rows that changed nothing
/// @param conflicts rows with a value that differs from a stored value, which was kept
/// @param rejected rows that a rule of the table rejected
/// @param errors the conflicts and rejected rows, at most the first 100
public record WriteCounts(
        int inserted, int updated, int duplicates, int conflicts, int rejected, List<RowError> errors) {

    /// The counts of an empty batch.
    public static final WriteCounts NOTHING = new WriteCounts(0, 0, 0, 0, 0, List.of());

    /// The counts of two parts of a batch.
    WriteCounts plus(WriteCounts other) {
        return new WriteCounts(
                inserted + other.inserted,
                updated + other.updated,
                duplicates + other.duplicates,
                conflicts + other.conflicts,
                rejected + other.rejected,
                Stream.concat(errors.stream(), other.errors.stream())
                        .limit(RowError.MAX_LISTED)
                        .toList());
    }
}

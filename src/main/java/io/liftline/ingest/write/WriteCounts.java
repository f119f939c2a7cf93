package io.liftline.ingest.write;

import io.liftline.ingest.sample.RowError;
import java.util.List;

/// The outcome of the rows of one committed batch. Each row is counted once.
///
/// @param inserted rows whose (well, timestamp) was not stored before
/// @param updated rows that added or changed a value
/// @param duplicates rows that changed nothing
/// @param conflicts rows with a value that differs from a stored value, which was kept
/// @param errors the conflicts by row, at most the first 100
public record WriteCounts(int inserted, int updated, int duplicates, int conflicts, List<RowError> errors) {

    /// The counts of an empty batch.
    public static final WriteCounts NOTHING = new WriteCounts(0, 0, 0, 0, List.of());
}

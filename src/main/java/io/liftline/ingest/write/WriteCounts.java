package io.liftline.ingest.write;

import io.liftline.ingest.sample.RowError;
import java.util.List;

/// What became of the rows of one batch in a committed write; each row is counted once.
///
/// @param inserted rows that are new
/// @param updated rows that filled in or changed a value
/// @param duplicates rows that say nothing new
/// @param conflicts rows with a value that differs from a stored one that stayed
/// @param errors the conflicts by row, the first 100 of them
public record WriteCounts(int inserted, int updated, int duplicates, int conflicts, List<RowError> errors) {

    /// Nothing was there to write.
    public static final WriteCounts NOTHING = new WriteCounts(0, 0, 0, 0, List.of());
}

package io.liftline.ingest.write;

/// What a committed write changed for one batch.
///
/// @param inserted rows that are new
/// @param updated rows that hold other values than before
public record WriteCounts(int inserted, int updated) {

    /// Nothing was there to write.
    public static final WriteCounts NOTHING = new WriteCounts(0, 0);
}

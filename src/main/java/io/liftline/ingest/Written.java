package io.liftline.ingest;

/// What a committed write changed for one batch.
///
/// @param inserted rows that are new
/// @param updated rows that hold other values than before
record Written(int inserted, int updated) {

    /// Nothing was there to write.
    static final Written NOTHING = new Written(0, 0);
}

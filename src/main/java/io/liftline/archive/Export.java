package io.liftline.archive;

import io.liftline.archive.parquet.Contents;
import io.liftline.archive.parquet.Manifest;
import java.time.Instant;

/// What was exported of a chunk.
///
/// @param contents the rows, with their figures in the database
/// @param object the name of the object
/// @param bytes the size of the Parquet file
/// @param sha256 its SHA-256 in lower-case hexadecimal digits
/// @param at the time of the snapshot
record Export(Contents contents, String object, long bytes, String sha256, Instant at) {

    /// The manifest that is stored beside the object.
    Manifest manifest() {
        return new Manifest(contents, object, bytes, sha256, at);
    }
}

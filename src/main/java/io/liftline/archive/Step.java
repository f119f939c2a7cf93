package io.liftline.archive;

/// The durable steps of archiving a chunk, in order. Tests kill the archive after each.
enum Step {
    BEGUN,
    FILE_WRITTEN,
    EXPORT_RECORDED,
    OBJECT_STORED,
    STORE_RECORDED,
    OBJECT_READ_BACK,
    MANIFEST_STORED,
    PROOF_RECORDED,
    DROPPED,
    ROWS_BROUGHT_BACK
}

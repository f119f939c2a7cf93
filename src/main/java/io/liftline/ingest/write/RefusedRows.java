package io.liftline.ingest.write;

/// What happens when a rule of the table, such as a foreign key or a CHECK, refuses a row of a batch.
public enum RefusedRows {
    /// The row is rejected and named, the others are stored.
    REJECTED,
    /// Nothing of the batch is stored.
    FAIL_THE_BATCH
}

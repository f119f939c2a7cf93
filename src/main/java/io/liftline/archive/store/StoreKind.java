package io.liftline.archive.store;

/// The kinds of [ObjectStore].
public enum StoreKind {
    /// No store: nothing is archived, and nothing is dropped.
    NONE,
    /// A [DirectoryStore].
    DIRECTORY,
    /// A container of Azure Blob Storage.
    AZURE,
    /// A bucket of S3 or of a service with its API.
    S3
}

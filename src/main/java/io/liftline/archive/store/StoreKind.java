package io.liftline.archive.store;

/// The kinds of [ObjectStore].
public enum StoreKind {
    /// No store: nothing is archived, and nothing is dropped.
    NONE,
    /// A [DirectoryStore].
    DIRECTORY
}

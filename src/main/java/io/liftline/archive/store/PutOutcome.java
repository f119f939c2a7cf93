package io.liftline.archive.store;

/// What [ObjectStore#putIfAbsent] found.
public enum PutOutcome {
    /// The object is stored now.
    STORED,
    /// An object of this name existed already, and is as it was.
    ALREADY_THERE
}

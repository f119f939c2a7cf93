package io.liftline.database;

/// Whether a retry may succeed after a database failure.
public enum FailureKind {

    /// The connection is lost or could not be opened. The same statement may succeed on another connection.
    GONE,

    /// The server cannot execute the statement at the moment. It may succeed later.
    NOT_NOW,

    /// The server rejects the statement. A retry has no known result: either the condition has its own answer,
    /// or it is a bug of the service.
    REFUSED
}

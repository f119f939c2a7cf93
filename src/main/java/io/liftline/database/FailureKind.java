package io.liftline.database;

/// What a failure of the database says about trying again.
public enum FailureKind {

    /// The connection is lost, or there never was one. The same statement may succeed on another connection.
    GONE,

    /// The server answers, and cannot do this at the moment. The same statement may succeed later.
    NOT_NOW,

    /// The server will not do this. Nothing is promised about the same statement: the condition has an answer
    /// of its own, or is a fault of the service.
    REFUSED
}

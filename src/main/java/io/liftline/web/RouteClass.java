package io.liftline.web;

/// What a route costs. The limits of a class apply to all its routes together.
public enum RouteClass {

    /// Answered without a statement.
    FREE,

    /// Hashes a password; waits in a fair queue.
    LOGIN,

    /// Stores samples, on connections of its own.
    INGEST,

    /// Reads or changes a few rows of other tables than the samples, or reads the catalogue of the database.
    TABLES,

    /// A question about few samples of each well.
    SMALL,

    /// A question about a range of samples.
    LARGE,

    /// Stays open. Its statements are shared by all such requests.
    LIVE
}

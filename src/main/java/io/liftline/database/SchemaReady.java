package io.liftline.database;

/// Fired during start-up, on a thread that may block, once the database has the schema this program expects
/// and before the service calls itself ready.
///
/// It may be fired again after the database went away half-way through: whoever observes it must be
/// idempotent.
public record SchemaReady() {}

package io.liftline.database;

/// Fired during start-up, on a thread that may block, once the database has the schema this program expects
/// and before the service calls itself ready.
///
/// It is fired again when the database went away before all observers were done, so observers are idempotent.
public record SchemaReady() {}

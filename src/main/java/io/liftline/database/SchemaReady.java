package io.liftline.database;

/// Fired during start-up, on a thread that may block, when the database has the expected schema and before the
/// service reports that it is ready.
///
/// It is fired again if the database becomes unreachable before all observers are done, so observers must be
/// idempotent.
public record SchemaReady() {}

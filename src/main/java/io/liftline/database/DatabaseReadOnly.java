package io.liftline.database;

/// Fired when the database is found to be read-only (SQLSTATE 25006, or the check of the readiness probe),
/// because it is a standby or a demoted primary.
public record DatabaseReadOnly() {}

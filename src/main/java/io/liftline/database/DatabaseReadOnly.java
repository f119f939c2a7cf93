package io.liftline.database;

/// Fired when the database is found to take no writes (SQLSTATE 25006): it is a standby, or was a primary
/// until now.
public record DatabaseReadOnly() {}

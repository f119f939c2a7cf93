package io.liftline.database;

/// Fired when the database is found to take no writes (SQLSTATE 25006, or the probe's question): it is a standby,
/// or a primary that was demoted.
public record DatabaseReadOnly() {}

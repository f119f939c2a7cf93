package io.liftline.database;

/// Fired by each check of the readiness probe that finds the database writable.
public record DatabaseWritable() {}

package io.liftline.database;

/// Fired by each answer to the probe's question that says the database takes writes.
public record DatabaseWritable() {}

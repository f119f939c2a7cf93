package io.liftline.database;

/// Fired when the database has left two questions in a row unanswered, though nothing is refused and no
/// connection is broken: what is open to it may lead nowhere any more.
public record DatabaseUnresponsive() {}

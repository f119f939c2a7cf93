package io.liftline.database;

/// Fired when the database has stopped answering: a statement on the probe's connection got no answer, and a
/// second one on a new connection either got none or showed that the first never reached the server.
public record DatabaseUnresponsive() {}

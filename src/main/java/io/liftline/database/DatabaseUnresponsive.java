package io.liftline.database;

/// Fired when the database has stopped answering: a question on the probe's own connection got no answer, and
/// either a second one on a new connection got none, or the server says that the first never arrived.
public record DatabaseUnresponsive() {}

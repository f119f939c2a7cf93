package io.liftline.telemetry;

/// Told once the schema is there, at its expected version, and open to the service's own role.
///
/// The event is synchronous and comes on a thread that may block. Only after every observer has returned is the service
/// ready; when one fails because the database is away again, all are told again, so observers must be idempotent.
public record SchemaReady() {}

package io.liftline.telemetry;

/// Fired once, on a thread that may block, when the schema is there and before the service says it is ready.
///
/// After a failed connection it may be fired again, so observers are idempotent.
public record SchemaReady() {}

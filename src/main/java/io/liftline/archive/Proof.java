package io.liftline.archive;

import java.time.Instant;

/// States that an object was read back from the store and found equal to the export. Only [Verification]
/// gives one.
///
/// @param export the export
/// @param at when it was read
record Proof(Export export, Instant at) {}

package io.liftline.rollup;

import java.time.Instant;

/// Which part of the telemetry the rollups have.
///
/// @param completeUntil every hour before this time was aggregated
record Progress(Instant completeUntil) {}

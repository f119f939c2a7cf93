package io.liftline.rollup;

import java.time.Instant;

/// Which part of the telemetry the rollups have.
///
/// @param completeUntil every hour before this time was aggregated
/// @param droppedBefore samples before this time may have been dropped
record Progress(Instant completeUntil, Instant droppedBefore) {}

package io.liftline.query.fleet;

import io.liftline.telemetry.TimeRange;

/// A part of a trend that is read from raw samples.
///
/// @param number the number of the step of [TrendFrame] that contains it
/// @param range its time
public record TrendPart(int number, TimeRange range) {}

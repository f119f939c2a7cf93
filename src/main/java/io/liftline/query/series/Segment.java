package io.liftline.query.series;

import io.liftline.telemetry.TimeRange;

/// A part of the range of a question, and the table it is read from.
///
/// @param source the table
/// @param range the range of time; its limits are multiples of the period of the source's rows
public record Segment(Source source, TimeRange range) {}

package io.liftline.rules;

import io.liftline.well.WellLimits;
import java.time.Instant;

/// A well that is being evaluated.
///
/// @param wellId its id
/// @param limits the limits that apply to it
/// @param after its samples after this time are wanted
/// @param isSilent whether the absence of its samples has been found already
/// @param state what is remembered of it
record RuledWell(String wellId, WellLimits limits, Instant after, boolean isSilent, WellState state) {}

package io.liftline.rules;

import io.liftline.telemetry.Channel;
import java.util.List;

/// A comparison of one or several channels with a limit. It holds if it does for one of the channels.
///
/// @param measure what is compared
/// @param channels the channels; empty for [Measure#SILENCE]
/// @param side on which side of the limit it holds
/// @param limits where the limit comes from; the first one that the well has
/// @param hysteresis how far a value must return beyond the limit to end what it began, as a fraction of the
///     limit
record Condition(Measure measure, List<Channel> channels, Side side, List<LimitSource> limits, double hysteresis) {

    /// Copies the lists.
    Condition {
        channels = List.copyOf(channels);
        limits = List.copyOf(limits);
    }
}

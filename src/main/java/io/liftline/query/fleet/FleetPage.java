package io.liftline.query.fleet;

import io.liftline.telemetry.Channel;
import java.util.List;
import java.util.Optional;

/// A page of the state of a fleet.
///
/// @param limits the limits of the states, and the time of the page
/// @param counts how many wells of the question are in each state, on all pages
/// @param channels the channels, in the order of the answer
/// @param frame the buckets of the trends; empty without trends
/// @param wells the wells of the page, the worst first
/// @param next where the next page begins; empty on the last page
public record FleetPage(
        Limits limits,
        StateCounts counts,
        List<Channel> channels,
        Optional<TrendFrame> frame,
        List<WellStatus> wells,
        Optional<PagePosition> next) {}

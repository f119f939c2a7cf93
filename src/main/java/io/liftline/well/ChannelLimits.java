package io.liftline.well;

import io.liftline.telemetry.Channel;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.OptionalDouble;

/// The limits of a channel, in its canonical unit, each of them optional. A value beyond an alarm limit needs
/// attention; beyond a trip limit, the pump is to be stopped.
///
/// @param lowTrip lower trip limit
/// @param lowAlarm lower alarm limit
/// @param highAlarm upper alarm limit
/// @param highTrip upper trip limit
public record ChannelLimits(
        OptionalDouble lowTrip, OptionalDouble lowAlarm, OptionalDouble highAlarm, OptionalDouble highTrip) {

    /// No limits.
    public static final ChannelLimits NONE = new ChannelLimits(
            OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty());

    private static final List<String> MEMBERS = List.of("low_trip", "low_alarm", "high_alarm", "high_trip");

    /// The limits of a channel in a JSON object.
    ///
    /// @throws IllegalArgumentException if a member is unknown or not a plausible value, or if they do not
    ///     ascend
    static ChannelLimits of(Channel channel, JsonObject json) {
        LimitReader reader = new LimitReader(channel.column(), json, MEMBERS);
        double before = Double.NEGATIVE_INFINITY;
        String last = "";
        for (String member : MEMBERS) {
            OptionalDouble limit = reader.number(member, channel.low(), channel.high());
            if (limit.isPresent()) {
                if (limit.getAsDouble() < before) {
                    throw new IllegalArgumentException("limits.channels.%s: %s %s must not be less than %s %s"
                            .formatted(channel.column(), member, limit.getAsDouble(), last, before));
                }
                before = limit.getAsDouble();
                last = member;
            }
        }
        return new ChannelLimits(
                reader.number("low_trip"),
                reader.number("low_alarm"),
                reader.number("high_alarm"),
                reader.number("high_trip"));
    }
}

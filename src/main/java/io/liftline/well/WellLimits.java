package io.liftline.well;

import io.liftline.telemetry.Channel;
import io.vertx.core.json.JsonObject;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// The limits of a well, as in the column `well.limits`.
///
/// @param channels the limits of channels
/// @param ratedCurrent the current on the name plate of the motor, in A
/// @param operatingRange the range of flow of the pump
public record WellLimits(
        Map<Channel, ChannelLimits> channels, OptionalDouble ratedCurrent, Optional<OperatingRange> operatingRange) {

    private static final String CHANNELS = "channels";
    private static final String RATED_CURRENT = "rated_current";
    private static final String OPERATING_RANGE = "operating_range";
    private static final double LOWEST_CURRENT = 0.1;

    /// Copies the limits of channels.
    public WellLimits {
        channels = Map.copyOf(channels);
    }

    /// The limits of a channel, which may be none.
    public ChannelLimits of(Channel channel) {
        return channels.getOrDefault(channel, ChannelLimits.NONE);
    }

    /// The limits in a JSON object.
    ///
    /// @throws IllegalArgumentException with the reason and the member, if it is not acceptable
    public static WellLimits of(JsonObject json) {
        LimitReader reader = new LimitReader("limits", json, List.of(CHANNELS, RATED_CURRENT, OPERATING_RANGE));
        Map<Channel, ChannelLimits> channels = new EnumMap<>(Channel.class);
        JsonObject given = object(json, CHANNELS).orElseGet(JsonObject::new);
        for (String name : given.fieldNames()) {
            Channel channel = Channel.of(name)
                    .orElseThrow(() -> new IllegalArgumentException("limits.channels has '%s', which is no channel"
                            .formatted(name.length() <= 64 ? name : name.substring(0, 64))));
            channels.put(
                    channel,
                    object(given, name)
                            .map(limits -> ChannelLimits.of(channel, limits))
                            .orElse(ChannelLimits.NONE));
        }
        return new WellLimits(
                channels,
                reader.number(RATED_CURRENT, LOWEST_CURRENT, Channel.MOTOR_CURRENT.high()),
                object(json, OPERATING_RANGE).map(OperatingRange::of));
    }

    private static Optional<JsonObject> object(JsonObject json, String member) {
        return switch (json.getValue(member)) {
            case null -> Optional.empty();
            case JsonObject object -> Optional.of(object);
            default -> throw new IllegalArgumentException("limits: %s must be an object".formatted(member));
        };
    }
}

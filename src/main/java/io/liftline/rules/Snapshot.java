package io.liftline.rules;

import io.liftline.telemetry.Channel;
import io.liftline.telemetry.Timestamp;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;

/// What led to a finding, for `telemetry_snapshot`: the values of the channels, and the conditions with their
/// limits.
final class Snapshot {

    private static final double DIGITS = 1_000;

    private Snapshot() {}

    /// A condition that held.
    ///
    /// @param channel its channel; empty for silence
    /// @param value what was compared
    /// @param limit with what
    record Evidence(Condition condition, String channel, double value, double limit) {

        JsonObject json() {
            JsonObject json =
                    new JsonObject().put("measure", condition.measure().name().toLowerCase(Locale.ROOT));
            if (!channel.isEmpty()) {
                json.put("channel", channel);
            }
            return json.put("value", rounded(value))
                    .put(condition.side().name().toLowerCase(Locale.ROOT), rounded(limit));
        }
    }

    static JsonObject of(WellState state, List<Channel> channels, List<Evidence> evidence, long since) {
        JsonObject snapshot = new JsonObject().put("since", Timestamp.format(since));
        for (Channel channel : channels) {
            double value = state.value(channel);
            if (!Double.isNaN(value)) {
                snapshot.put(channel.column(), value);
            }
        }
        JsonArray conditions = new JsonArray();
        evidence.forEach(each -> conditions.add(each.json()));
        return snapshot.put("conditions", conditions);
    }

    private static double rounded(double value) {
        return Math.rint(value * DIGITS) / DIGITS;
    }
}

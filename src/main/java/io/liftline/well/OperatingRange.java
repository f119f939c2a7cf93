package io.liftline.well;

import io.vertx.core.json.JsonObject;
import java.util.List;

/// The range of flow for which the pump is made, from its data sheet.
///
/// @param min lowest flow in bbl/d at that frequency
/// @param max highest flow in bbl/d at that frequency
/// @param atFrequency the frequency of the data sheet in Hz
public record OperatingRange(double min, double max, double atFrequency) {

    private static final String PATH = "limits.operating_range";
    private static final double MAX_FLOW = 100_000;
    private static final double MAX_FREQUENCY = 400;
    private static final double DEFAULT_FREQUENCY = 60;

    /// The factor for flows at another frequency, by the affinity laws: flow is proportional to speed.
    public double factor(double frequency) {
        return frequency / atFrequency;
    }

    /// @throws IllegalArgumentException if a member is unknown, absent, or out of bounds
    static OperatingRange of(JsonObject json) {
        LimitReader reader = new LimitReader(PATH, json, List.of("min", "max", "at_frequency"));
        double min = reader.number("min", 0, MAX_FLOW).orElseThrow(() -> missing("min"));
        double max = reader.number("max", 0, MAX_FLOW).orElseThrow(() -> missing("max"));
        if (min >= max) {
            throw new IllegalArgumentException("%s: min %s must be less than max %s".formatted(PATH, min, max));
        }
        return new OperatingRange(
                min, max, reader.number("at_frequency", 1, MAX_FREQUENCY).orElse(DEFAULT_FREQUENCY));
    }

    private static IllegalArgumentException missing(String member) {
        return new IllegalArgumentException("%s.%s is missing".formatted(PATH, member));
    }
}

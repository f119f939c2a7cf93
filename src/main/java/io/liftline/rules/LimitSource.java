package io.liftline.rules;

import io.liftline.telemetry.Channel;
import io.liftline.well.ChannelLimits;
import io.liftline.well.WellLimits;
import java.util.OptionalDouble;

/// Where the limit of a condition comes from.
sealed interface LimitSource {

    /// The limit for a well. Empty if it is not known.
    ///
    /// @param frequency the drive's frequency in Hz; NaN if it is not measured
    OptionalDouble of(WellLimits limits, double frequency);

    /// The same number for every well.
    record Fixed(double value) implements LimitSource {

        @Override
        public OptionalDouble of(WellLimits limits, double frequency) {
            return OptionalDouble.of(value);
        }
    }

    /// A limit of the channel.
    record OfChannel(Channel channel, Bound bound) implements LimitSource {

        @Override
        public OptionalDouble of(WellLimits limits, double frequency) {
            ChannelLimits own = limits.of(channel);
            return switch (bound) {
                case LOW_TRIP -> own.lowTrip();
                case LOW_ALARM -> own.lowAlarm();
                case HIGH_ALARM -> own.highAlarm();
                case HIGH_TRIP -> own.highTrip();
            };
        }
    }

    /// A multiple of the rated current.
    record OfRatedCurrent(double times) implements LimitSource {

        @Override
        public OptionalDouble of(WellLimits limits, double frequency) {
            return limits.ratedCurrent().isPresent()
                    ? OptionalDouble.of(limits.ratedCurrent().getAsDouble() * times)
                    : OptionalDouble.empty();
        }
    }

    /// An end of the operating range at the frequency of the drive.
    record OfOperatingRange(End end) implements LimitSource {

        @Override
        public OptionalDouble of(WellLimits limits, double frequency) {
            return limits.operatingRange()
                    .map(range -> {
                        double factor = Double.isNaN(frequency) ? 1 : range.factor(frequency);
                        return OptionalDouble.of(
                                switch (end) {
                                    case MIN -> range.min() * factor;
                                    case MAX -> range.max() * factor;
                                });
                    })
                    .orElse(OptionalDouble.empty());
        }
    }

    /// One of the limits of a channel.
    enum Bound {
        LOW_TRIP,
        LOW_ALARM,
        HIGH_ALARM,
        HIGH_TRIP
    }

    /// An end of a range.
    enum End {
        MIN,
        MAX
    }
}

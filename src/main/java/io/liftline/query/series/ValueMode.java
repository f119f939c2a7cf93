package io.liftline.query.series;

import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.liftline.query.series.Neighbours.Measured;
import io.liftline.telemetry.Channel;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// How the value of a channel at a time is determined.
public enum ValueMode {
    /// The last value at or before the time.
    PREVIOUS {
        @Override
        Optional<Measured> value(Optional<Measured> before, Optional<Measured> after, long time) {
            return before;
        }
    },
    /// The value that is nearest to the time; of two equally near ones, the earlier.
    NEAREST {
        @Override
        Optional<Measured> value(Optional<Measured> before, Optional<Measured> after, long time) {
            if (before.isEmpty() || after.isEmpty()) {
                return before.or(() -> after);
            }
            return after.get().time() - time < time - before.get().time() ? after : before;
        }
    },
    /// Interpolated linearly between the values before and after the time. None if one of them does not exist,
    /// unless the channel was measured at this very time.
    INTERPOLATED {
        @Override
        Optional<Measured> value(Optional<Measured> before, Optional<Measured> after, long time) {
            if (before.isPresent() && before.get().time() == time) {
                return before;
            }
            return before.flatMap(left -> after.map(right -> between(left, right, time)));
        }
    };

    private static Measured between(Measured left, Measured right, long time) {
        double share = (double) (time - left.time()) / (right.time() - left.time());
        return new Measured(time, left.value() + (right.value() - left.value()) * share);
    }

    abstract Optional<Measured> value(Optional<Measured> before, Optional<Measured> after, long time);

    /// The value of a channel.
    ///
    /// @param time in microseconds since 1970-01-01T00:00:00Z
    public Optional<Measured> of(Neighbours neighbours, Channel channel, long time) {
        return value(neighbours.before(channel), neighbours.after(channel), time);
    }

    /// The name in requests and answers.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// `mode=nearest`.
    ///
    /// @throws ProblemException 400 if it is unknown
    public static ValueMode parse(String name) {
        return Arrays.stream(values())
                .filter(mode -> mode.text().equals(name))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        ProblemCode.MALFORMED_REQUEST,
                        "mode is '%s', but must be previous, nearest or interpolated"
                                .formatted(name.length() <= 64 ? name : name.substring(0, 64))));
    }
}

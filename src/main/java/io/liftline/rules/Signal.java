package io.liftline.rules;

import io.vertx.core.json.JsonArray;

/// What is remembered of a channel of a well: the last value, and exponentially weighted means. They need a
/// fixed amount of memory for any rate of samples.
final class Signal {

    /// Time constant of the mean and the deviation of the last minutes, in microseconds.
    static final double FAST = 10 * 60e6;

    /// Time constant of the mean of the last hours, in microseconds.
    static final double SLOW = 2 * 3_600e6;

    /// How many samples a mean needs.
    private static final int ENOUGH = 10;

    private static final int MEMBERS = 9;

    private double value = Double.NaN;
    private long at;
    private long changedAt;
    private long learnedSince = -1;
    private int samples;
    private double mean;

    // Mean squares of the deviations above and below the mean. A step or a ramp has only one of them.
    private double above;
    private double below;
    private double slow;

    /// Takes a value.
    ///
    /// @param learning what the means do with it
    void take(long time, double given, Learning learning) {
        if (given != value) {
            changedAt = time;
        }
        if (learning != Learning.NOT) {
            learn(time, given, learning);
        }
        value = given;
        at = time;
    }

    /// What the means do with a value.
    enum Learning {
        /// Both take it.
        BOTH,
        /// The mean of the last hours stays as it is, because a fault must not become normal.
        FAST_ONLY,
        /// None takes it.
        NOT
    }

    private void learn(long time, double given, Learning learning) {
        if (learnedSince < 0) {
            learnedSince = time;
            samples = 1;
            mean = given;
            slow = given;
            above = 0;
            below = 0;
            return;
        }
        double fast = 1 - Math.exp((at - time) / FAST);
        double step = given - mean;
        mean += fast * step;
        above = (1 - fast) * (above + (step > 0 ? fast * step * step : 0));
        below = (1 - fast) * (below + (step < 0 ? fast * step * step : 0));
        if (learning == Learning.BOTH) {
            slow += (1 - Math.exp((at - time) / SLOW)) * (given - slow);
        }
        samples = Math.min(samples + 1, ENOUGH);
    }

    /// Forgets the means.
    void forget() {
        learnedSince = -1;
        samples = 0;
    }

    /// Begins the time anew for which the value has stayed the same.
    void seenAgain(long time) {
        changedAt = time;
    }

    double value() {
        return value;
    }

    long at() {
        return at;
    }

    /// The measure; NaN if it is not known yet.
    double measure(Measure measure) {
        return switch (measure) {
            case VALUE -> value;
            case MEAN -> isLearned(FAST) ? mean : Double.NaN;
            case FLUCTUATION -> isLearned(3 * FAST) && mean != 0 ? 100 * deviation() / Math.abs(mean) : Double.NaN;
            case CHANGE -> isLearned(SLOW) && slow != 0 ? 100 * (mean - slow) / Math.abs(slow) : Double.NaN;
            case UNCHANGED -> Double.isNaN(value) ? Double.NaN : (at - changedAt) / 1e6;
            case SILENCE -> Double.NaN;
        };
    }

    /// The standard deviation of values that swing to both sides of their mean.
    private double deviation() {
        return Math.sqrt(2 * Math.min(above, below));
    }

    private boolean isLearned(double time) {
        return learnedSince >= 0 && at - learnedSince >= time && samples >= ENOUGH;
    }

    JsonArray json() {
        return new JsonArray()
                .add(value)
                .add(at)
                .add(changedAt)
                .add(learnedSince)
                .add(samples)
                .add(mean)
                .add(above)
                .add(below)
                .add(slow);
    }

    /// Reads [#json].
    ///
    /// @throws RuntimeException if it is not of this form
    static Signal of(JsonArray json) {
        if (json.size() != MEMBERS) {
            throw new IllegalArgumentException("a signal has %d members".formatted(json.size()));
        }
        Signal signal = new Signal();
        signal.value = json.getDouble(0);
        signal.at = json.getLong(1);
        signal.changedAt = json.getLong(2);
        signal.learnedSince = json.getLong(3);
        signal.samples = json.getInteger(4);
        signal.mean = json.getDouble(5);
        signal.above = json.getDouble(6);
        signal.below = json.getDouble(7);
        signal.slow = json.getDouble(8);
        return signal;
    }
}

package io.liftline.query.source;

/// Which of the archived samples of some wells in a range are read.
public sealed interface Selection {

    /// All of them, ordered by well and time, at most so many.
    record Every(int most) implements Selection {}

    /// The first ones by time, at least so many if there are, and all that have the time of the last one.
    ///
    /// @param fewest how many; those with the very time where the range begins come in addition
    record Oldest(int fewest) implements Selection {}

    /// The last ones by time, in the same way.
    ///
    /// @param fewest how many; those with the very last time of the range come in addition
    record Newest(int fewest) implements Selection {}

    /// Of each well and channel the sample with the last value.
    record LastValues() implements Selection {}

    /// Of each well and channel the sample with the first value.
    record FirstValues() implements Selection {}

    /// Of each well the newest sample.
    record LastSamples() implements Selection {}
}

package io.liftline.telemetry;

/// A half-open range of event times, `[from, to)`, in microseconds since 1970-01-01T00:00:00Z.
///
/// @param from the first time inside
/// @param to the first time no longer inside, after `from`
public record TimeRange(long from, long to) {

    /// @throws IllegalArgumentException when the range would be empty
    public TimeRange {
        if (from >= to) {
            throw new IllegalArgumentException(
                    "'from' must be before 'to': " + Timestamp.format(from) + " is not before " + Timestamp.format(to));
        }
    }
}

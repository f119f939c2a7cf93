package io.liftline.telemetry;

/// A half-open range of event times, `[from, to)`, in microseconds since 1970-01-01T00:00:00Z.
///
/// @param from the start, inclusive
/// @param to the end, exclusive, after `from`
public record TimeRange(long from, long to) {

    /// @throws IllegalArgumentException if `from` is not before `to`
    public TimeRange {
        if (from >= to) {
            throw new IllegalArgumentException(
                    "'from' must be before 'to': " + Timestamp.format(from) + " is not before " + Timestamp.format(to));
        }
    }
}

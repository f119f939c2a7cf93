package io.liftline.ingest.sample;

/// A format of event times.
public sealed interface TimeFormat permits Rfc3339Time, UnixTime, LocalTime {

    /// Parses an event time.
    ///
    /// @return microseconds since the epoch, or [io.liftline.telemetry.Timestamp#UNREADABLE]
    long micros(byte[] text, int from, int to);

    /// Whether an event time may be a number in formats that distinguish numbers from text, such as JSON.
    boolean isNumber();

    /// An error message for a text that is not a valid time.
    String fault(String text);
}

package io.liftline.ingest.sample;

/// How the event times of a body are written.
public sealed interface TimeFormat permits Rfc3339Time, UnixTime, LocalTime {

    /// Reads an event time.
    ///
    /// @return microseconds since the epoch, or [io.liftline.telemetry.Timestamp#UNREADABLE]
    long micros(byte[] text, int from, int to);

    /// Whether an event time may be a number in formats that tell numbers from text.
    boolean isNumber();

    /// What is wrong with a text that is not such a time, and what would be right.
    String fault(String text);
}

package io.liftline.ingest.sample;

import io.liftline.telemetry.Channel;
import org.jspecify.annotations.Nullable;

/// Receives the samples of one request from a decoder. For each sample, the decoder calls [#next], fills the
/// returned object, and calls [#end].
public interface SampleSink {

    /// An empty sample for the decoder to fill. It is the same object each time.
    ///
    /// @throws io.liftline.problem.ProblemException 413 if the request has more samples than permitted
    RawSample next();

    /// Validates the sample that [#next] returned last, and adds it to the batch if it is valid.
    ///
    /// @param line line of the body on which it begins, from 1; 0 if the format has no lines
    void end(RawSample sample, long line);

    /// Sets the value of a channel, in the unit that the request declares.
    ///
    /// @param text the value as text; only read for an error message
    void measured(RawSample sample, Channel channel, double value, CharSequence text);

    /// Sets the value of a channel, with its text still in the buffer.
    void measured(RawSample sample, Channel channel, double value, byte[] buffer, int from, int to);

    /// Notes that the value of a channel is not a number.
    ///
    /// @param text the value as text; null if it has none
    /// @param detail what was expected instead
    void notANumber(RawSample sample, Channel channel, @Nullable String text, String detail);

    /// Whether the value, in the unit that the request declares, is in the plausible range of the channel.
    boolean isPlausible(Channel channel, double value);

    /// The well id in these UTF-8 bytes. Samples of the same well get the same String object.
    String wellName(byte[] buffer, int from, int to);

    /// Counts an ignored part of line protocol.
    ///
    /// @param name the name in the body
    void passedOver(PassedOver what, String name, long times);

    /// The format of event times in the body.
    TimeFormat times();

    /// The service's clock at the start of the request, in microseconds since 1970-01-01T00:00:00Z.
    long now();

    /// Declares the unit of a channel, for formats that contain units.
    ///
    /// @throws io.liftline.problem.ProblemException 422 if the channel or unit is unknown, or the unit is of
    ///     another quantity
    void declareUnit(String channel, String unit);
}

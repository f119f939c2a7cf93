package io.liftline.ingest.sample;

import io.liftline.telemetry.Channel;
import org.jspecify.annotations.Nullable;

/// Where a decoder hands over the samples of one request. For each sample it calls [#next], fills what that
/// returns, and calls [#end].
public interface SampleSink {

    /// A blank sample for the decoder to fill; the same object each time.
    ///
    /// @throws io.liftline.problem.ProblemException 413 when the request holds more samples than allowed
    RawSample next();

    /// Checks and takes the sample that [#next] gave last.
    ///
    /// @param line the line of the body it began on, from 1; 0 when the format has no lines
    void end(RawSample sample, long line);

    /// Sets a measured value, in the unit that the request declares for the channel.
    ///
    /// @param text the value as the client wrote it; only read when the value is at fault
    void measured(RawSample sample, Channel channel, double value, CharSequence text);

    /// The same, with the text of the value still in the buffer.
    void measured(RawSample sample, Channel channel, double value, byte[] buffer, int from, int to);

    /// Notes that what stands for a channel is no number.
    ///
    /// @param text the value as the client wrote it; null when it has no text
    /// @param detail what was expected in its place
    void notANumber(RawSample sample, Channel channel, @Nullable String text, String detail);

    /// Whether the value, in the unit that the request declares for the channel, is within the channel's range.
    boolean isPlausible(Channel channel, double value);

    /// The name of a well in these bytes of UTF-8; the same String for all samples that name it.
    String wellName(byte[] buffer, int from, int to);

    /// Counts what is no sample and was passed over.
    ///
    /// @param name its name as the client wrote it
    void passedOver(PassedOver what, String name, long times);

    /// How the event times of the body are written.
    TimeFormat times();

    /// The service's clock when the request came, in microseconds since 1970-01-01T00:00:00Z.
    long now();

    /// Declares the unit of a channel, for bodies that name units themselves.
    ///
    /// @throws io.liftline.problem.ProblemException 422 when the channel or unit is unknown, or the unit measures
    ///     something else
    void declareUnit(String channel, String unit);
}

package io.liftline.ingest.codec;

import io.liftline.ingest.sample.RawSample;
import io.liftline.ingest.sample.SampleField;
import io.liftline.ingest.sample.SampleSink;
import io.liftline.ingest.sample.TimeFormat;
import io.liftline.telemetry.Channel;
import java.nio.charset.StandardCharsets;

/// A fast parser for the usual form of a sample: one flat JSON object with known names, ASCII text without
/// escapes, plain numbers and nulls.
///
/// Any other input, valid or not, is left to the full JSON parser, so this class needs no error messages. It
/// accepts only valid JSON (RFC 8259). Each step takes its start position and returns its end position, or the
/// end of the line if it fails. The end of the line is never the end of a successful step, because a brace
/// follows.
final class FlatJsonLine {

    private static final byte[][] NAMES = ChannelNames.closedBy('"', SampleField.WELL_ID, SampleField.TIMESTAMP);
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

    private final SampleSink sink;
    private final TimeFormat times;
    private final boolean timesAreNumbers;
    private final ChannelNames names = new ChannelNames(NAMES);
    private final PlainNumber number = new PlainNumber();
    private final Ascii time = new Ascii();

    FlatJsonLine(SampleSink sink) {
        this.sink = sink;
        this.times = sink.times();
        this.timesAreNumbers = times.isNumber();
    }

    /// Fills the sample from the line.
    ///
    /// @return whether the whole line was parsed; otherwise the content of the sample is undefined
    boolean read(Lines lines, RawSample sample) {
        byte[] buffer = lines.buffer();
        int end = lines.start() + lines.length();
        int at = afterSpaces(buffer, lines.start(), end);
        if (!is('{', buffer, at, end)) {
            return false;
        }
        int place = 0;
        do {
            at = field(place++, buffer, afterSpaces(buffer, at + 1, end), end, sample);
        } while (is(',', buffer, at, end));
        return is('}', buffer, at, end) && afterSpaces(buffer, at + 1, end) == end;
    }

    private int field(int place, byte[] buffer, int from, int end, RawSample sample) {
        if (!is('"', buffer, from, end)) {
            return end;
        }
        int name = names.at(place, buffer, from + 1, end);
        if (name == ChannelNames.NONE) {
            return end;
        }
        int colon = afterSpaces(buffer, from + 1 + names.length(name), end);
        if (!is(':', buffer, colon, end)) {
            return end;
        }
        int value = afterSpaces(buffer, colon + 1, end);
        int behind = ChannelNames.isChannel(name)
                ? channel(ChannelNames.channel(name), buffer, value, end, sample)
                : text(name, buffer, value, end, sample);
        return afterSpaces(buffer, behind, end);
    }

    private int channel(Channel channel, byte[] buffer, int from, int end, RawSample sample) {
        int behind = number.read(buffer, from, end);
        if (behind > from) {
            sink.measured(sample, channel, number.value(), buffer, from, behind);
            return behind;
        }
        if (Ascii.isAt(NULL, buffer, from, end)) {
            sample.notMeasured(channel);
            return from + NULL.length;
        }
        return end;
    }

    private int text(int name, byte[] buffer, int from, int end, RawSample sample) {
        if (name != Channel.ALL.size() && timesAreNumbers && from < end && buffer[from] != '"') {
            return count(buffer, from, end, sample);
        }
        int quote = is('"', buffer, from, end) ? closingQuote(buffer, from + 1, end) : end;
        if (quote == end) {
            return end;
        }
        if (name == Channel.ALL.size()) {
            sample.wellId(sink.wellName(buffer, from + 1, quote));
        } else {
            sample.timestamp(times.micros(buffer, from + 1, quote), time.at(buffer, from + 1, quote));
        }
        return quote + 1;
    }

    /// An event time as a number.
    private int count(byte[] buffer, int from, int end, RawSample sample) {
        int behind = number.read(buffer, from, end);
        if (behind == from) {
            return end;
        }
        sample.timestamp(times.micros(buffer, from, behind), time.at(buffer, from, behind));
        return behind;
    }

    /// The position of the closing quote, after printable ASCII without escapes.
    private static int closingQuote(byte[] buffer, int from, int end) {
        for (int at = from; at < end; at++) {
            byte b = buffer[at];
            if (b == '"') {
                return at;
            }
            if (b < ' ' || b == '\\') { // non-ASCII bytes are negative
                return end;
            }
        }
        return end;
    }

    /// Kept small so that the compiler inlines it. Usually there are no spaces.
    private static int afterSpaces(byte[] buffer, int from, int end) {
        return from < end && buffer[from] > ' ' ? from : pastSpaces(buffer, from, end);
    }

    private static int pastSpaces(byte[] buffer, int from, int end) {
        int at = from;
        while (at < end && (buffer[at] == ' ' || buffer[at] == '\t')) {
            at++;
        }
        return at;
    }

    private static boolean is(char expected, byte[] buffer, int at, int end) {
        return at < end && buffer[at] == expected;
    }
}

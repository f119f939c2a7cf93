package io.liftline.ingest.codec;

import io.liftline.ingest.sample.RawSample;
import io.liftline.ingest.sample.SampleField;
import io.liftline.ingest.sample.SampleSink;
import io.liftline.ingest.sample.TimeFormat;
import io.liftline.telemetry.Channel;
import java.nio.charset.StandardCharsets;

/// Reads a sample as nearly every gateway writes it, straight from the bytes: one flat JSON object of known
/// names, ASCII text without escapes, plain numbers and nulls.
///
/// It gives up on everything else, right or wrong, and leaves that to the full JSON parser; so it needs no
/// words for faults of form, and never takes what is not JSON (RFC 8259). Each step takes the position where
/// it begins and returns the one behind it, or the end of the line where it gives up: a sample that is whole
/// has a brace there at least.
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
    /// @return whether all of the line was understood; the sample is of no use otherwise
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

    /// An event time that is a number.
    private int count(byte[] buffer, int from, int end, RawSample sample) {
        int behind = number.read(buffer, from, end);
        if (behind == from) {
            return end;
        }
        sample.timestamp(times.micros(buffer, from, behind), time.at(buffer, from, behind));
        return behind;
    }

    /// Where the quote stands behind printable ASCII without escapes.
    private static int closingQuote(byte[] buffer, int from, int end) {
        for (int at = from; at < end; at++) {
            byte b = buffer[at];
            if (b == '"') {
                return at;
            }
            if (b < ' ' || b == '\\') { // a byte beyond ASCII is negative
                return end;
            }
        }
        return end;
    }

    /// So small that it becomes part of its callers: mostly there is none.
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

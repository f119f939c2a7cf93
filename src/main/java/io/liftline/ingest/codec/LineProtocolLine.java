package io.liftline.ingest.codec;

import io.liftline.ingest.sample.RawSample;
import io.liftline.ingest.sample.RejectCode;
import io.liftline.ingest.sample.RowError;
import io.liftline.ingest.sample.SampleField;
import io.liftline.ingest.sample.SampleSink;
import io.liftline.telemetry.Channel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reads one line of line protocol after the other, from the bytes where they stand:
/// `measurement[,tag=value…] field=value[,field=value…] [time]`.
///
/// A backslash takes the meaning of the comma, equals sign or space behind it; in a quoted value, of a quote
/// or a backslash. A quoted value ends with its line at the latest, though the protocol allows it line ends: no
/// channel is text, and a quote that was forgotten must not cost the lines behind it.
final class LineProtocolLine {

    private static final byte[][] NAMES = ChannelNames.closedBy('=');
    private static final byte[] MEASUREMENT = "esp_telemetry".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] WELL_ID = (SampleField.WELL_ID + "=").getBytes(StandardCharsets.US_ASCII);

    /// So many digits fit into a long or turn it negative.
    private static final int LONG_DIGITS = 19;

    /// Up to here a long is, as a double, less than the greatest long.
    private static final long SAFE = Long.MAX_VALUE - 1024;

    private final Lines lines;
    private final Precision precision;
    private final SampleSink sink;
    private final ChannelNames channels = new ChannelNames(NAMES);
    private final PlainNumber plain = new PlainNumber();
    private final Ascii value = new Ascii();
    private final Ascii time = new Ascii();

    private byte[] buffer = {};
    private int at;
    private int end;

    LineProtocolLine(Lines lines, Precision precision, SampleSink sink) {
        this.lines = lines;
        this.precision = precision;
        this.sink = sink;
    }

    /// Whether the line is none that holds a sample.
    boolean isComment() {
        begin();
        return buffer[at] == '#';
    }

    /// Hands the sample of the line to the sink.
    void read() {
        long number = lines.number();
        RawSample sample = sink.next();
        if (lines.isTooLong()) {
            malformed(sample, "a line holds at most " + Lines.MAX_LENGTH + " bytes");
        } else {
            begin();
            sample(sample);
        }
        sink.end(sample, number);
    }

    private void begin() {
        buffer = lines.buffer();
        at = lines.start();
        end = at + lines.length();
        skipSpaces();
    }

    private void sample(RawSample sample) {
        int start = at;
        boolean named = Ascii.isAt(MEASUREMENT, buffer, start, end);
        at += named ? MEASUREMENT.length : 0;
        pass(',', ' ');
        if (!named || at - start != MEASUREMENT.length) {
            sample.fault(
                    RejectCode.UNKNOWN_MEASUREMENT,
                    "measurement",
                    text(start, at),
                    "the measurement must be esp_telemetry");
        }
        boolean whole = true;
        while (whole && at < end && buffer[at] == ',') {
            at++;
            whole = tag(sample);
        }
        skipSpaces();
        int place = 0;
        while (whole && (place == 0 || (at < end && buffer[at] == ','))) {
            at += place == 0 ? 0 : 1;
            whole = field(place++, sample);
        }
        if (whole) {
            time(sample);
        }
    }

    /// Reads `tag=value`; false when the rest of the line makes no sense.
    private boolean tag(RawSample sample) {
        int start = at;
        if (Ascii.isAt(WELL_ID, buffer, start, end)) {
            int from = start + WELL_ID.length;
            at = from;
            boolean escaped = pass(',', ' ');
            sample.wellId(escaped ? text(from, at) : sink.wellName(buffer, from, at));
            return true;
        }
        pass('=', ' ');
        int equals = at;
        if (at == end || buffer[at] != '=') {
            return malformed(sample, "a tag must be name=value");
        }
        at++;
        pass(',', ' ');
        sample.fault(RejectCode.UNKNOWN_TAG, text(start, equals), text(equals + 1, at), "the only tag is well_id");
        return true;
    }

    /// Reads `channel=value`; false when the rest of the line makes no sense.
    private boolean field(int place, RawSample sample) {
        int name = channels.at(place, buffer, at, end);
        if (name == ChannelNames.NONE) {
            return otherField(null, sample);
        }
        int from = at + channels.length(name);
        int behind = plain.read(buffer, from, end);
        if (behind == from || (behind < end && buffer[behind] != ',' && buffer[behind] != ' ')) {
            return otherField(ChannelNames.channel(name), sample);
        }
        at = behind;
        sink.measured(sample, ChannelNames.channel(name), plain.value(), buffer, from, behind);
        return true;
    }

    /// Reads a field that is more than a channel and a plain number.
    ///
    /// @param channel the one named, if any
    private boolean otherField(@Nullable Channel channel, RawSample sample) {
        int start = at;
        pass('=', ' ');
        if (at == start || at == end || buffer[at] != '=') {
            return malformed(sample, "a field must be name=value");
        }
        String name = channel == null ? text(start, at) : channel.column();
        at++;
        int from = at;
        boolean quoted = at < end && buffer[at] == '"';
        if (quoted && !passQuoted()) {
            return malformed(sample, "a quote is opened and not closed in the line");
        }
        if (!quoted) {
            pass(',', ' ');
        }
        value.at(buffer, from, at);
        if (value.isEmpty()) {
            return malformed(sample, "the field " + RowError.clip(name) + " has no value");
        }
        judge(channel, name, sample);
        return true;
    }

    private void judge(@Nullable Channel channel, String name, RawSample sample) {
        if (channel == null) {
            sample.fault(RejectCode.UNKNOWN_CHANNEL, name, value.toString(), "no such channel");
            return;
        }
        int to = at;
        int from = to - value.length();
        byte last = buffer[to - 1];
        double number = switch (last) {
            case 'i' -> integer(buffer[from] == '-' ? from + 1 : from, from, to - 1);
            case 'u' -> integer(from, from, to - 1);
            default -> Decimal.parse(buffer, from, to);
        };
        if (Double.isNaN(number)) {
            sink.notANumber(sample, channel, unquoted(), name + " must be a number");
        } else {
            sink.measured(sample, channel, number, value);
        }
    }

    private void time(RawSample sample) {
        skipSpaces();
        int start = at;
        while (end > start && buffer[end - 1] == ' ') {
            end--;
        }
        if (start == end) {
            sample.timestamp(sink.now(), "now");
            return;
        }
        byte[] bytes = buffer;
        int first = bytes[start] == '-' ? start + 1 : start;
        long count = 0;
        boolean whole = first < end;
        for (int i = first; i < end; i++) {
            int digit = bytes[i] - '0';
            whole &= digit >= 0 && digit <= 9;
            count = count * 10 + digit;
        }
        if (!whole || !isInRange(count, start, first)) {
            sample.fault(
                    RejectCode.INVALID_TIMESTAMP,
                    SampleField.TIMESTAMP,
                    text(start, end),
                    "a whole number of " + precision.name().toLowerCase(Locale.ROOT) + " since 1970-01-01");
            return;
        }
        sample.timestamp(precision.micros(first == start ? count : -count), time.at(bytes, start, end));
    }

    /// Whether the digits from `first` to the end are within the range of a long.
    private boolean isInRange(long count, int start, int first) {
        if (end - first < LONG_DIGITS || (end - first == LONG_DIGITS && count >= 0 && count < SAFE)) {
            return true;
        }
        return Math.abs(Decimal.parse(buffer, start, end)) < Long.MAX_VALUE;
    }

    /// The number in `[from, to)`, NaN unless all of it from `digits` on is digits: an integer may have a minus
    /// before them, an unsigned one may not.
    private double integer(int digits, int from, int to) {
        for (int i = digits; i < to; i++) {
            if (buffer[i] < '0' || buffer[i] > '9') {
                return Double.NaN;
            }
        }
        return Decimal.parse(buffer, from, to);
    }

    /// The value as text, without the quotes around it.
    private String unquoted() {
        String text = value.toString();
        return text.length() > 1 && text.startsWith("\"") ? text.substring(1, text.length() - 1) : text;
    }

    /// Goes to the next of these two that no backslash stands before, or to the end.
    ///
    /// @return whether there was a backslash on the way
    private boolean pass(char one, char other) {
        byte[] bytes = buffer;
        int to = end;
        int i = at;
        boolean escaped = false;
        while (i < to && bytes[i] != one && bytes[i] != other) {
            boolean escape = bytes[i] == '\\';
            escaped |= escape;
            i += escape && i + 1 < to ? 2 : 1;
        }
        at = i;
        return escaped;
    }

    /// Goes behind the closing quote; false when there is none in the line.
    private boolean passQuoted() {
        for (at++; at < end; at++) {
            if (buffer[at] == '"') {
                at++;
                return true;
            }
            at += buffer[at] == '\\' && at + 1 < end ? 1 : 0;
        }
        return false;
    }

    private void skipSpaces() {
        while (at < end && (buffer[at] == ' ' || buffer[at] == '\t')) {
            at++;
        }
    }

    /// The text with its escapes resolved.
    private String text(int from, int to) {
        return new String(buffer, from, to - from, StandardCharsets.UTF_8).replaceAll("\\\\([,= ])", "$1");
    }

    private static boolean malformed(RawSample sample, String detail) {
        sample.fault(RejectCode.MALFORMED, null, null, detail);
        return false;
    }
}

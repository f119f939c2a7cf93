package io.liftline.ingest.codec;

import io.liftline.ingest.codec.LineProtocolDecoder.Strictness;
import io.liftline.ingest.sample.PassedOver;
import io.liftline.ingest.sample.RawSample;
import io.liftline.ingest.sample.RejectCode;
import io.liftline.ingest.sample.RowError;
import io.liftline.ingest.sample.SampleField;
import io.liftline.ingest.sample.SampleSink;
import io.liftline.telemetry.Channel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Decodes the lines of line protocol in place: `measurement[,tag=value…] field=value[,field=value…] [time]`.
///
/// A backslash escapes a comma, equals sign or space; in a quoted value, a quote or a backslash. Although the
/// protocol permits line breaks in quoted values, a quoted value ends at the end of its line here. No channel
/// is text, so this loses nothing, and a missing quote affects only its line.
final class LineProtocolLine {

    private static final byte[][] NAMES = ChannelNames.closedBy('=');
    private static final byte[] MEASUREMENT = "esp_telemetry".getBytes(StandardCharsets.US_ASCII);
    private static final Pattern ESCAPED = Pattern.compile("[,= ]");
    private static final Set<String> BOOLEANS =
            Set.of("t", "T", "true", "True", "TRUE", "f", "F", "false", "False", "FALSE");

    private final Lines lines;
    private final Precision precision;
    private final Strictness strictness;
    private final SampleSink sink;
    private final byte[] wellTag;
    private final ChannelNames channels;
    private final Channel[] channelOf;
    private final NameCounts tagsPassedOver = new NameCounts(PassedOver.TAG);
    private final NameCounts fieldsPassedOver = new NameCounts(PassedOver.FIELD);
    private final PlainNumber plain = new PlainNumber();
    private final Ascii value = new Ascii();
    private final Ascii time = new Ascii();

    private byte[] buffer = {};
    private int at;
    private int end;

    LineProtocolLine(
            Lines lines, Precision precision, LineProtocolNames names, Strictness strictness, SampleSink sink) {
        this.lines = lines;
        this.precision = precision;
        this.strictness = strictness;
        this.sink = sink;
        this.wellTag = written(names.wellTag());
        List<Channel> all = new ArrayList<>(Channel.ALL);
        List<byte[]> fields = new ArrayList<>(List.of(NAMES));
        names.fields().forEach((field, channel) -> {
            fields.add(written(field));
            all.add(channel);
        });
        this.channels = new ChannelNames(fields.toArray(byte[][]::new));
        this.channelOf = all.toArray(Channel[]::new);
    }

    /// A name with the character that separates it from its value.
    private static byte[] written(String name) {
        return (ESCAPED.matcher(name).replaceAll("\\\\$0") + "=").getBytes(StandardCharsets.UTF_8);
    }

    /// Reports the counts of ignored names. Called at the end of the body.
    void reportPassedOver() {
        tagsPassedOver.report(sink);
        fieldsPassedOver.report(sink);
    }

    /// Whether the line is blank or a comment.
    boolean isComment() {
        begin();
        return buffer[at] == '#';
    }

    /// Decodes the line and passes its sample to the sink.
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
        if (at == start) {
            malformed(sample, "the line has no measurement");
        } else if (strictness == Strictness.STRICT && (!named || at - start != MEASUREMENT.length)) {
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

    /// Parses `tag=value`. False if the rest of the line cannot be parsed.
    private boolean tag(RawSample sample) {
        int start = at;
        if (Ascii.isAt(wellTag, buffer, start, end)) {
            int from = start + wellTag.length;
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
        switch (strictness) {
            case LENIENT -> tagsPassedOver.add(buffer, start, equals);
            case STRICT ->
                sample.fault(
                        RejectCode.UNKNOWN_TAG,
                        text(start, equals),
                        text(equals + 1, at),
                        "the only tag is the one that names the well");
        }
        return true;
    }

    /// Parses `channel=value`. False if the rest of the line cannot be parsed.
    private boolean field(int place, RawSample sample) {
        int name = channels.at(place, buffer, at, end);
        if (name == ChannelNames.NONE) {
            return otherField(null, sample);
        }
        int from = at + channels.length(name);
        int behind = plain.read(buffer, from, end);
        if (behind == from || (behind < end && buffer[behind] != ',' && buffer[behind] != ' ')) {
            return otherField(channelOf[name], sample);
        }
        at = behind;
        sink.measured(sample, channelOf[name], plain.value(), buffer, from, behind);
        return true;
    }

    /// Parses a field other than a channel with a plain number.
    ///
    /// @param channel the channel of the field; null if it is not a channel
    private boolean otherField(@Nullable Channel channel, RawSample sample) {
        int start = at;
        pass('=', ' ');
        if (at == start || at == end || buffer[at] != '=') {
            return malformed(sample, "a field must be name=value");
        }
        int equals = at;
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
            return malformed(sample, "the field " + RowError.clip(text(start, equals)) + " has no value");
        }
        if (channel != null) {
            judge(channel, sample);
        } else if (strictness == Strictness.LENIENT && (quoted || BOOLEANS.contains(value.toString()))) {
            fieldsPassedOver.add(buffer, start, equals);
        } else {
            sample.fault(RejectCode.UNKNOWN_CHANNEL, text(start, equals), value.toString(), "no such channel");
        }
        return true;
    }

    private void judge(Channel channel, RawSample sample) {
        double number = LineProtocolNumber.value(buffer, at - value.length(), at);
        if (Double.isNaN(number)) {
            sink.notANumber(sample, channel, unquoted(), channel.column() + " must be a number");
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
        if (!whole || !LineProtocolNumber.isInRange(count, bytes, start, first, end)) {
            sample.fault(
                    RejectCode.INVALID_TIMESTAMP,
                    SampleField.TIMESTAMP,
                    text(start, end),
                    "a whole number of " + precision.words() + " since 1970-01-01");
            return;
        }
        sample.timestamp(precision.micros(first == start ? count : -count), time.at(bytes, start, end));
    }

    /// The value as text, without quotes.
    private String unquoted() {
        String text = value.toString();
        return text.length() > 1 && text.startsWith("\"") ? text.substring(1, text.length() - 1) : text;
    }

    /// Moves to the next unescaped one of these two characters, or to the end of the line.
    ///
    /// @return whether it passed a backslash
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

    /// Moves behind the closing quote. False if the line has none.
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

    /// The text without its escapes.
    private String text(int from, int to) {
        return new String(buffer, from, to - from, StandardCharsets.UTF_8).replaceAll("\\\\([,= ])", "$1");
    }

    private static boolean malformed(RawSample sample, String detail) {
        sample.fault(RejectCode.MALFORMED, null, null, detail);
        return false;
    }
}

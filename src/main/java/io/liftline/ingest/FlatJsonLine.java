package io.liftline.ingest;

import io.liftline.telemetry.Channel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Reads a sample as nearly every gateway writes it, straight from the bytes: one flat JSON object of known
/// names, ASCII text without escapes, plain numbers and nulls.
///
/// It gives up on everything else, right or wrong, and leaves that to the full JSON parser; so it needs no
/// words for faults of form, and never takes what is not JSON (RFC 8259).
final class FlatJsonLine {

    private static final byte[] WELL_ID = SampleField.WELL_ID.getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TIMESTAMP = SampleField.TIMESTAMP.getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

    private final SampleValidator validator;
    private final ChannelNames channels = new ChannelNames();
    private final Ascii time = new Ascii();
    private final Ascii number = new Ascii();

    private byte[] buffer = {};
    private int at;
    private int end;

    FlatJsonLine(SampleValidator validator) {
        this.validator = validator;
    }

    /// Fills the sample from the line.
    ///
    /// @return whether all of the line was understood; the sample is of no use otherwise
    boolean read(Lines lines, RawSample sample) {
        buffer = lines.buffer();
        at = lines.start();
        end = at + lines.length();
        if (!take('{')) {
            return false;
        }
        int place = 0;
        do {
            if (!field(place++, sample)) {
                return false;
            }
        } while (take(','));
        return take('}') && at == end;
    }

    private boolean field(int place, RawSample sample) {
        int from = at + 1;
        if (!string()) {
            return false;
        }
        int to = at - 1;
        skipSpaces();
        if (!take(':')) {
            return false;
        }
        if (is(WELL_ID, from, to)) {
            return wellId(sample);
        }
        if (is(TIMESTAMP, from, to)) {
            return timestamp(sample);
        }
        Channel channel = channels.of(place, buffer, from, to);
        return channel != null && channel(channel, sample);
    }

    private boolean wellId(RawSample sample) {
        int from = at + 1;
        if (!string()) {
            return false;
        }
        sample.wellId(validator.wellName(buffer, from, at - 1));
        skipSpaces();
        return true;
    }

    private boolean timestamp(RawSample sample) {
        int from = at + 1;
        if (!string()) {
            return false;
        }
        sample.timestamp(time.at(buffer, from, at - 1));
        skipSpaces();
        return true;
    }

    private boolean channel(Channel channel, RawSample sample) {
        int from = at;
        if (is(NULL, at, Math.min(end, at + NULL.length))) {
            at += NULL.length;
            sample.notMeasured(channel);
        } else if (number()) {
            validator.measured(sample, channel, Decimal.parse(buffer, from, at), number.at(buffer, from, at));
        } else {
            return false;
        }
        skipSpaces();
        return true;
    }

    /// Passes a quoted text of printable ASCII without escapes.
    private boolean string() {
        if (at == end || buffer[at] != '"') {
            return false;
        }
        for (at++; at < end; at++) {
            byte b = buffer[at];
            if (b == '"') {
                at++;
                return true;
            }
            if (b < ' ' || b == '\\') { // a byte beyond ASCII is negative
                return false;
            }
        }
        return false;
    }

    /// Passes a number without an exponent.
    private boolean number() {
        int from = at;
        at += at < end && buffer[at] == '-' ? 1 : 0;
        boolean zero = at < end && buffer[at] == '0';
        int whole = digits();
        if (whole == 0 || (zero && whole > 1)) {
            return false;
        }
        if (at < end && buffer[at] == '.') {
            at++;
            if (digits() == 0) {
                return false;
            }
        }
        return at - from <= 32;
    }

    private int digits() {
        int from = at;
        while (at < end && buffer[at] >= '0' && buffer[at] <= '9') {
            at++;
        }
        return at - from;
    }

    /// Passes this character, with the spaces around it, if it comes next.
    private boolean take(char expected) {
        skipSpaces();
        if (at == end || buffer[at] != expected) {
            return false;
        }
        at++;
        skipSpaces();
        return true;
    }

    private void skipSpaces() {
        while (at < end && (buffer[at] == ' ' || buffer[at] == '\t')) {
            at++;
        }
    }

    private boolean is(byte[] name, int from, int to) {
        return Arrays.equals(name, 0, name.length, buffer, from, to);
    }
}

package ingest;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;

/// A buffer of ASCII text that grows.
final class Text {

    private byte[] bytes = new byte[512 * 1024];
    private int length;
    private long lastSecond = Long.MIN_VALUE;
    private byte[] lastTimeText = {};

    Text add(String text) {
        return add(text.getBytes(StandardCharsets.US_ASCII));
    }

    private Text add(byte[] text) {
        if (length + text.length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + text.length, 2 * bytes.length));
        }
        System.arraycopy(text, 0, bytes, length, text.length);
        length += text.length;
        return this;
    }

    /// A value in units of its last digit.
    Text add(int value, Signal signal) {
        String digits = Integer.toString(value % signal.scale + signal.scale);
        return add(Integer.toString(value / signal.scale)).add(".").add(digits.substring(1));
    }

    /// A time in seconds since 1970, as in RFC 3339.
    Text addTime(long second) {
        if (second != lastSecond) {
            lastSecond = second;
            lastTimeText = DateTimeFormatter.ISO_INSTANT
                    .format(Instant.ofEpochSecond(second))
                    .getBytes(StandardCharsets.US_ASCII);
        }
        return add(lastTimeText);
    }

    /// What was added since the last call.
    byte[] take() {
        byte[] taken = Arrays.copyOf(bytes, length);
        length = 0;
        return taken;
    }
}

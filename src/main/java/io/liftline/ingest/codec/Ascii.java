package io.liftline.ingest.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// A view of bytes as text. One instance is moved from field to field, which avoids a String for each. Bytes
/// outside ASCII are shown as `?`.
final class Ascii implements CharSequence {

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private byte[] buffer = {};
    private int from;
    private int to;

    /// Whether `[from, end)` starts with the word. It compares eight bytes at a time; the last step may overlap
    /// the one before. For short words this is faster than `Arrays.equals`.
    static boolean isAt(byte[] word, byte[] buffer, int from, int end) {
        int last = word.length - Long.BYTES;
        if (word.length > end - from) {
            return false;
        }
        if (last < 0) {
            return isAt(word, buffer, from);
        }
        for (int i = 0; i < last; i += Long.BYTES) {
            if ((long) EIGHT_BYTES.get(word, i) != (long) EIGHT_BYTES.get(buffer, from + i)) {
                return false;
            }
        }
        return (long) EIGHT_BYTES.get(word, last) == (long) EIGHT_BYTES.get(buffer, from + last);
    }

    private static boolean isAt(byte[] word, byte[] buffer, int from) {
        for (int i = 0; i < word.length; i++) {
            if (word[i] != buffer[from + i]) {
                return false;
            }
        }
        return true;
    }

    /// Moves the view to these bytes. It is valid while they do not change.
    Ascii at(byte[] bytes, int start, int end) {
        this.buffer = bytes;
        this.from = start;
        this.to = end;
        return this;
    }

    @Override
    public int length() {
        return to - from;
    }

    @Override
    public char charAt(int index) {
        byte b = buffer[from + index];
        return b < 0 ? '?' : (char) b;
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return new Ascii().at(buffer, from + start, from + end);
    }

    @Override
    public String toString() {
        return new String(buffer, from, to - from, StandardCharsets.UTF_8);
    }
}

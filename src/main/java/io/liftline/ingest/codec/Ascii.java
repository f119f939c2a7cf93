package io.liftline.ingest.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// A view of bytes as text, moved from field to field so that none of them needs a String. What is not ASCII
/// shows as `?`.
final class Ascii implements CharSequence {

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private byte[] buffer = {};
    private int from;
    private int to;

    /// Whether the word stands in `[from, end)`, at its beginning. For words so short this is quicker than the
    /// comparison of arrays: eight bytes at a step, the last step back over what has been seen.
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

    /// Looks at these bytes from now on, as long as they stay where they are.
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

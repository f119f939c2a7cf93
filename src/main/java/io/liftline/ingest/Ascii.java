package io.liftline.ingest;

import java.nio.charset.StandardCharsets;

/// A view of bytes as text, moved from field to field so that none of them needs a String. What is not ASCII
/// shows as `?`.
final class Ascii implements CharSequence {

    private byte[] buffer = {};
    private int from;
    private int to;

    /// Whether the word stands in `[from, end)`, at its beginning. For words so short a loop is quicker than the
    /// comparison of arrays.
    static boolean isAt(byte[] word, byte[] buffer, int from, int end) {
        if (word.length > end - from) {
            return false;
        }
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

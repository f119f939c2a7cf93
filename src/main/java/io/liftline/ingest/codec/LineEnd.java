package io.liftline.ingest.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Finds the end of a line, eight bytes at a time.
final class LineEnd {

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long EVERY_BYTE = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    private LineEnd() {}

    /// The index of the first `\n` in `[from, to)`, or `to`.
    ///
    /// The XOR turns bytes that equal `\n` into zero. Subtracting 1 from each byte sets the high bit of a zero
    /// byte by a borrow. The lowest such bit is always correct (Mycroft 1987).
    static int find(byte[] buffer, int from, int to) {
        int at = from;
        for (; at <= to - Long.BYTES; at += Long.BYTES) {
            long zeroAtEnd = (long) EIGHT_BYTES.get(buffer, at) ^ EVERY_BYTE * '\n';
            long ends = zeroAtEnd - EVERY_BYTE & ~zeroAtEnd & HIGH_BITS;
            if (ends != 0) {
                return at + Long.numberOfTrailingZeros(ends) / Byte.SIZE;
            }
        }
        while (at < to && buffer[at] != '\n') {
            at++;
        }
        return at;
    }
}

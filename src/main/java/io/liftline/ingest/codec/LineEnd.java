package io.liftline.ingest.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Finds the end of a line, eight bytes at a step.
final class LineEnd {

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long EVERY_BYTE = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    private LineEnd() {}

    /// Where the first `\n` of `[from, to)` stands, or `to`.
    ///
    /// A byte is zero where taking 1 from it borrows into its high bit and that was not set before; the lowest
    /// such bit is always right (Mycroft 1987).
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

package io.liftline.ingest.codec;

/// Numbers of line protocol: decimals, integers (`5i`, `-5i`), unsigned integers (`5u`) and times.
final class LineProtocolNumber {

    /// The smallest number of digits that can overflow a long.
    private static final int LONG_DIGITS = 19;

    /// Below this, a long converted to a double is less than `Long.MAX_VALUE`.
    private static final long SAFE = Long.MAX_VALUE - 1024;

    private LineProtocolNumber() {}

    /// Parses `[from, to)`, which must not be empty. NaN if it is not a number.
    static double value(byte[] buffer, int from, int to) {
        return switch (buffer[to - 1]) {
            case 'i' -> integer(buffer[from] == '-' ? from + 1 : from, buffer, from, to - 1);
            case 'u' -> integer(from, buffer, from, to - 1);
            default -> Decimal.parse(buffer, from, to);
        };
    }

    /// NaN unless all bytes from `digits` on are digits.
    private static double integer(int digits, byte[] buffer, int from, int to) {
        for (int i = digits; i < to; i++) {
            if (buffer[i] < '0' || buffer[i] > '9') {
                return Double.NaN;
            }
        }
        return Decimal.parse(buffer, from, to);
    }

    /// Whether the digits in `[first, end)` are in the range of a long.
    ///
    /// @param count their value as a long, negative after an overflow
    /// @param start position of the sign, or `first`
    static boolean isInRange(long count, byte[] buffer, int start, int first, int end) {
        if (end - first < LONG_DIGITS || (end - first == LONG_DIGITS && count >= 0 && count < SAFE)) {
            return true;
        }
        return Math.abs(Decimal.parse(buffer, start, end)) < Long.MAX_VALUE;
    }
}

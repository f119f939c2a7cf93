package io.liftline.ingest.codec;

/// The numbers of line protocol: decimals, integers (`5i`, `-5i`), unsigned integers (`5u`) and counts of time.
final class LineProtocolNumber {

    /// So many digits fit into a long or turn it negative.
    private static final int LONG_DIGITS = 19;

    /// Up to here a long is, as a double, less than the greatest long.
    private static final long SAFE = Long.MAX_VALUE - 1024;

    private LineProtocolNumber() {}

    /// The number in `[from, to)`, which is not empty; NaN when it is none.
    static double value(byte[] buffer, int from, int to) {
        return switch (buffer[to - 1]) {
            case 'i' -> integer(buffer[from] == '-' ? from + 1 : from, buffer, from, to - 1);
            case 'u' -> integer(from, buffer, from, to - 1);
            default -> Decimal.parse(buffer, from, to);
        };
    }

    /// NaN unless all from `digits` on is digits.
    private static double integer(int digits, byte[] buffer, int from, int to) {
        for (int i = digits; i < to; i++) {
            if (buffer[i] < '0' || buffer[i] > '9') {
                return Double.NaN;
            }
        }
        return Decimal.parse(buffer, from, to);
    }

    /// Whether the digits in `[first, end)` are within the range of a long.
    ///
    /// @param count what they came to, which may have turned negative
    /// @param start where their sign stands, or `first`
    static boolean isInRange(long count, byte[] buffer, int start, int first, int end) {
        if (end - first < LONG_DIGITS || (end - first == LONG_DIGITS && count >= 0 && count < SAFE)) {
            return true;
        }
        return Math.abs(Decimal.parse(buffer, start, end)) < Long.MAX_VALUE;
    }
}

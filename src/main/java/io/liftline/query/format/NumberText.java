package io.liftline.query.format;

/// Writes numbers as ASCII text: what [Double#toString(double)] returns, which is the shortest text that parses to
/// the same double.
///
/// Gauges send few decimals. If so few of them are exactly the number, they are its shortest text: two different
/// decimals of at most 15 digits are never the same double (IEEE 754, binary64). So finding them needs one division
/// for each number of decimals, and no search for the shortest text.
final class NumberText {

    /// Maximum number of bytes of a number.
    static final int LONGEST = "-2.2250738585072014E-308".length();

    /// The range in which numbers are written without an exponent.
    private static final double LEAST = 1e-3;

    private static final double LIMIT = 1e7;

    /// The powers of ten of the decimals that are tried. With them, a number below the limit has 11 digits.
    private static final int[] SCALES = {1, 10, 100, 1_000, 10_000};

    private static final int[] POWERS_OF_TEN = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000};

    private NumberText() {}

    /// Writes a number.
    ///
    /// @param value finite
    /// @param at where its text begins
    /// @return where it ends
    static int write(double value, byte[] text, int at) {
        double size = Math.abs(value);
        if ((size >= LEAST && size < LIMIT) || Double.doubleToRawLongBits(value) == 0) {
            for (int decimals = 0; decimals < SCALES.length; decimals++) {
                int scale = SCALES[decimals];
                long digits = (long) (size * scale + 0.5);
                if ((double) digits / scale == size) {
                    int start = sign(value, text, at);
                    int point = digits((int) (digits / scale), 1, text, start);
                    text[point] = '.';
                    return digits((int) (digits % scale), Math.max(1, decimals), text, point + 1);
                }
            }
        }
        return ascii(Double.toString(value), text, at);
    }

    private static int sign(double value, byte[] text, int at) {
        if (value >= 0) {
            return at;
        }
        text[at] = '-';
        return at + 1;
    }

    /// Writes a whole number below ten million.
    ///
    /// @param fewest with zeros before it, if it has fewer digits
    /// @return where it ends
    static int digits(int number, int fewest, byte[] text, int at) {
        int count = fewest;
        while (count < POWERS_OF_TEN.length && number >= POWERS_OF_TEN[count]) {
            count++;
        }
        int rest = number;
        for (int next = at + count - 1; next >= at; next--) {
            text[next] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return at + count;
    }

    /// Writes ASCII characters.
    ///
    /// @return where they end
    @SuppressWarnings("deprecation") // the only way without a copy; right for ASCII
    static int ascii(String characters, byte[] text, int at) {
        characters.getBytes(0, characters.length(), text, at);
        return at + characters.length();
    }
}

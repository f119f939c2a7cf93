package io.liftline.ingest.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The decimal numbers a text format may hold: sign, digits with a point, exponent. `Double.parseDouble`
/// also takes hexadecimal, `NaN`, `Infinity` and a `d` at the end, none of which a gauge means.
final class Decimal {

    /// Up to here a long of decimal digits is a double without rounding.
    private static final long EXACT = 1L << 53;

    /// Powers of ten that are doubles without rounding.
    private static final double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    private static final int MAX_DIGITS = 18;

    private Decimal() {}

    /// The number that bytes of ASCII write, rounded to the nearest double; NaN when they write none. With few
    /// digits it is [#exact]; `Double.parseDouble` does the rest.
    static double parse(byte[] buffer, int from, int to) {
        int at = from < to && (buffer[from] == '-' || buffer[from] == '+') ? from + 1 : from;
        int first = at;
        long digits = 0;
        for (; at < to && isDigit(buffer[at]); at++) {
            digits = digits * 10 + buffer[at] - '0';
        }
        int count = at - first;
        int scale = 0;
        if (at < to && buffer[at] == '.') {
            int point = at++;
            for (; at < to && isDigit(buffer[at]); at++) {
                digits = digits * 10 + buffer[at] - '0';
            }
            scale = at - point - 1;
            count += scale;
        }
        double exact = at == to && count > 0 ? exact(digits, count, scale) : Double.NaN;
        if (!Double.isNaN(exact)) {
            return buffer[from] == '-' ? -exact : exact;
        }
        String text = new String(buffer, from, to - from, StandardCharsets.ISO_8859_1);
        return isDecimal(text) ? Double.parseDouble(text) : Double.NaN;
    }

    /// The same with a comma before the fraction; a point has no place in it.
    static double parseWithComma(byte[] buffer, int from, int to) {
        byte[] text = Arrays.copyOfRange(buffer, from, to);
        for (int i = 0; i < text.length; i++) {
            if (text[i] == '.') {
                return Double.NaN;
            }
            if (text[i] == ',') {
                text[i] = '.';
            }
        }
        return parse(text, 0, text.length);
    }

    /// The number of these digits, `scale` of them behind the point, rounded to the nearest double; NaN when
    /// there are too many for this way.
    ///
    /// It is one exact long, divided once by an exact power of ten, which rounds once, as IEEE 754 wants it
    /// (Clinger 1990, the fast path).
    ///
    /// @param count how many digits
    static double exact(long digits, int count, int scale) {
        return count <= MAX_DIGITS && digits <= EXACT ? digits / POWERS[scale] : Double.NaN;
    }

    /// Whether the text is `[+-] digits [. digits] [e [+-] digits]`, with a digit before or after the point.
    static boolean isDecimal(CharSequence text) {
        int at = sign(text, 0);
        int whole = digits(text, at);
        int point = whole < text.length() && text.charAt(whole) == '.' ? whole + 1 : whole;
        int fraction = digits(text, point);
        if (fraction - point + whole - at == 0) {
            return false;
        }
        if (fraction == text.length()) {
            return true;
        }
        if ((text.charAt(fraction) | 0x20) != 'e') {
            return false;
        }
        int exponent = sign(text, fraction + 1);
        int end = digits(text, exponent);
        return end > exponent && end == text.length();
    }

    private static int sign(CharSequence text, int at) {
        return at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-') ? at + 1 : at;
    }

    private static int digits(CharSequence text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }
}

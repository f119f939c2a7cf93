package io.liftline.ingest.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Decimal numbers of text formats: sign, digits with a decimal point, exponent. `Double.parseDouble` also
/// accepts hexadecimal numbers, `NaN`, `Infinity` and a suffix `d`, which are errors here.
final class Decimal {

    /// Below this, every long converts to a double without rounding.
    private static final long EXACT = 1L << 53;

    /// Powers of ten that a double represents exactly.
    private static final double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    private static final int MAX_DIGITS = 18;

    private Decimal() {}

    /// Parses ASCII bytes to the nearest double. NaN if they are not a decimal number. Numbers with few digits
    /// are computed by [#exact], others by `Double.parseDouble`.
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

    /// The same with a decimal comma. A decimal point is then invalid.
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

    /// The number with these digits, `scale` of them after the point, rounded to the nearest double. NaN if
    /// there are too many digits for this method.
    ///
    /// It divides an exact long by an exact power of ten. The division rounds once, as IEEE 754 requires
    /// (Clinger 1990, the fast path).
    ///
    /// @param count number of digits
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

package io.liftline.ingest;

/// The decimal numbers a text format may hold: sign, digits with a point, exponent. `Double.parseDouble`
/// also takes hexadecimal, `NaN`, `Infinity` and a `d` at the end, none of which a gauge means.
final class Decimal {

    private Decimal() {}

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
}

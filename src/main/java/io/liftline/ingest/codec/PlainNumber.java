package io.liftline.ingest.codec;

/// Parses numbers in the usual form, `-?digits[.digits]` without redundant leading zeros and at most 32
/// characters long, in one pass. Such a number has the same meaning in every format.
final class PlainNumber {

    private static final int MAX_LENGTH = 32;

    private double value;

    /// The number parsed last.
    double value() {
        return value;
    }

    /// Parses the number that starts at `from`.
    ///
    /// @return its end; `from` if there is no number in this form
    int read(byte[] buffer, int from, int end) {
        int first = from < end && buffer[from] == '-' ? from + 1 : from;
        int at = first;
        long digits = 0;
        for (; at < end; at++) {
            int digit = buffer[at] - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            digits = digits * 10 + digit;
        }
        int whole = at - first;
        if (whole == 0 || (whole > 1 && buffer[first] == '0')) {
            return from;
        }
        int scale = 0;
        if (at < end && buffer[at] == '.') {
            int point = at++;
            for (; at < end; at++) {
                int digit = buffer[at] - '0';
                if (digit < 0 || digit > 9) {
                    break;
                }
                digits = digits * 10 + digit;
            }
            scale = at - point - 1;
            if (scale == 0) {
                return from;
            }
        }
        if (at - from > MAX_LENGTH) {
            return from;
        }
        double exact = Decimal.exact(digits, whole + scale, scale);
        if (Double.isNaN(exact)) {
            value = Decimal.parse(buffer, from, at);
        } else {
            value = first == from ? exact : -exact;
        }
        return at;
    }
}

package io.liftline.telemetry;

/// The rule for a well's name: 1 to 50 ASCII characters, the first a letter or digit, the others also `. _
/// - : / #` and inner spaces (`WELL-001`, `15/9-F-12`, `Sinclair #4`).
///
/// `*` and `,` stay free for grants and lists. Fifty is the width of the column `well_id`.
public final class WellId {

    /// The most characters a well's name may have.
    public static final int MAX_LENGTH = 50;

    /// Whether an ASCII character may stand behind the first; asked for every sample.
    private static final boolean[] INNER = inner();

    private WellId() {}

    /// Whether this text can name a well.
    public static boolean isValid(String text) {
        int length = text.length();
        if (length == 0 || length > MAX_LENGTH || !isAlphanumeric(text.charAt(0)) || text.charAt(length - 1) == ' ') {
            return false;
        }
        for (int i = 1; i < length; i++) {
            char c = text.charAt(i);
            if (c >= INNER.length || !INNER[c]) {
                return false;
            }
        }
        return true;
    }

    private static boolean[] inner() {
        boolean[] allowed = new boolean[128];
        for (char c = 0; c < allowed.length; c++) {
            allowed[c] = isAlphanumeric(c) || "._-:/# ".indexOf(c) >= 0;
        }
        return allowed;
    }

    private static boolean isAlphanumeric(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }
}

package io.liftline.telemetry;

/// The syntax of a well id: 1 to 50 ASCII characters. The first is a letter or a digit. The others can also be
/// one of `. _ - : / #` or a space, but the last is not a space (`WELL-001`, `15/9-F-12`, `Sinclair #4`).
///
/// `*` and `,` are reserved for patterns in grants and for lists. 50 is the width of the column `well_id`.
public final class WellId {

    /// The maximum length of a well id, in characters.
    public static final int MAX_LENGTH = 50;

    /// Whether an ASCII character is allowed after the first. A lookup table, because every sample is checked.
    private static final boolean[] INNER = inner();

    private WellId() {}

    /// Whether this text is a valid well id.
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

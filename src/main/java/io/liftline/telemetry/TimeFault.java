package io.liftline.telemetry;

import java.util.regex.Pattern;

/// Why a text is not a time that [Timestamp] can parse. It is determined only for the error message.
public enum TimeFault {
    NO_OFFSET("it has no offset from UTC"),
    DATE_ONLY("it is a date without a time"),
    UNIX_SECONDS("it looks like Unix seconds"),
    UNIX_MILLISECONDS("it looks like Unix milliseconds"),
    UNIX_MICROSECONDS("it looks like Unix microseconds"),
    UNIX_NANOSECONDS("it looks like Unix nanoseconds"),
    NO_SUCH_TIME("there is no such date or time of day"),
    NOT_A_TIME("it is not a time");

    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
    private static final Pattern SHAPE = Pattern.compile(
            "\\d{4}-\\d\\d-\\d\\d[Tt ]\\d\\d:\\d\\d:\\d\\d([.,]\\d{1,9})?([Zz]|[+-]\\d\\d(:?\\d\\d)?)?");
    private static final Pattern COUNT = Pattern.compile("-?\\d{9,20}(\\.\\d*)?");

    private final String description;

    TimeFault(String description) {
        this.description = description;
    }

    /// The fault of a text that [Timestamp#parse] rejects.
    public static TimeFault of(CharSequence text) {
        if (Timestamp.parse(text + "Z").isPresent()) {
            return NO_OFFSET;
        }
        if (DATE.matcher(text).matches()) {
            return DATE_ONLY;
        }
        if (COUNT.matcher(text).matches()) {
            return unixTime(text.toString().split("\\.", 2)[0].replace("-", "").length());
        }
        return SHAPE.matcher(text).matches() ? NO_SUCH_TIME : NOT_A_TIME;
    }

    /// Distinguished by magnitude: seconds have ten digits from 2001 to 2286, milliseconds have three more, and
    /// so on.
    private static TimeFault unixTime(int digits) {
        if (digits < 12) {
            return UNIX_SECONDS;
        }
        if (digits < 15) {
            return UNIX_MILLISECONDS;
        }
        return digits < 18 ? UNIX_MICROSECONDS : UNIX_NANOSECONDS;
    }

    /// The fault in words, such as `it has no offset from UTC`.
    public String description() {
        return description;
    }
}

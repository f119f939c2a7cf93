package io.liftline.query.format;

import io.liftline.telemetry.Timestamp;
import java.time.LocalDate;
import java.util.concurrent.TimeUnit;

/// Writes times as ASCII text, as [Timestamp#format] does. Successive times are usually of one day, so the text of
/// the date is kept.
final class TimeText {

    /// Maximum number of bytes of a time.
    static final int LONGEST = "+1000000000-12-31T23:59:59.999999999Z".length();

    private static final long SECOND = TimeUnit.SECONDS.toMicros(1);
    private static final long DAY = TimeUnit.DAYS.toMicros(1);

    /// Times of years with four digits.
    private static final long FIRST = LocalDate.of(1, 1, 1).toEpochDay() * DAY;

    private static final long END = LocalDate.of(10_000, 1, 1).toEpochDay() * DAY;

    private long day = Long.MIN_VALUE;
    private String date = "";

    /// Writes a time.
    ///
    /// @param micros microseconds since 1970-01-01T00:00:00Z
    /// @param at where its text begins
    /// @return where it ends
    int write(long micros, byte[] text, int at) {
        if (micros < FIRST || micros >= END) {
            return NumberText.ascii(Timestamp.format(micros), text, at);
        }
        long number = Math.floorDiv(micros, DAY);
        if (number != day) {
            day = number;
            date = LocalDate.ofEpochDay(number).toString();
        }
        long ofDay = micros - number * DAY;
        int second = (int) (ofDay / SECOND);
        int next = NumberText.ascii(date, text, at);
        next = two('T', second / 3_600, text, next);
        next = two(':', second / 60 % 60, text, next);
        next = two(':', second % 60, text, next);
        next = fraction((int) (ofDay % SECOND), text, next);
        text[next] = 'Z';
        return next + 1;
    }

    private static int two(char before, int number, byte[] text, int at) {
        text[at] = (byte) before;
        return NumberText.digits(number, 2, text, at + 1);
    }

    /// Three digits if they are enough, else six; none if all are zero.
    private static int fraction(int micros, byte[] text, int at) {
        if (micros == 0) {
            return at;
        }
        text[at] = '.';
        return micros % 1_000 == 0
                ? NumberText.digits(micros / 1_000, 3, text, at + 1)
                : NumberText.digits(micros, 6, text, at + 1);
    }
}

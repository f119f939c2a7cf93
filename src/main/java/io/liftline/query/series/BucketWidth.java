package io.liftline.query.series;

import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.liftline.telemetry.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// The width of the buckets of a series: a fixed time, or a number of calendar days or months.
///
/// Fixed widths are aligned to Monday, 2000-01-03T00:00:00Z, as those of TimescaleDB's `time_bucket` are.
/// Calendar days and months are aligned to that Monday and to January 2000 in a time zone; with daylight saving,
/// a day has 23 to 25 hours.
public sealed interface BucketWidth {

    /// The widths of `bucket=auto`, ascending.
    List<BucketWidth> LADDER = List.of(
            fixed(Duration.ofSeconds(1)),
            fixed(Duration.ofSeconds(5)),
            fixed(Duration.ofSeconds(10)),
            fixed(Duration.ofSeconds(30)),
            fixed(Duration.ofMinutes(1)),
            fixed(Duration.ofMinutes(5)),
            fixed(Duration.ofMinutes(10)),
            fixed(Duration.ofMinutes(30)),
            fixed(Duration.ofHours(1)),
            fixed(Duration.ofHours(3)),
            fixed(Duration.ofHours(6)),
            fixed(Duration.ofHours(12)),
            new Days(1),
            new Days(7));

    /// Monday, the origin of all widths but months.
    LocalDate ORIGIN = LocalDate.of(2000, 1, 3);

    /// A fixed width.
    ///
    /// @param micros in microseconds
    record Fixed(long micros) implements BucketWidth {

        private static final long ORIGIN_MICROS = Timestamp.micros(Instant.parse("2000-01-03T00:00:00Z"));

        @Override
        public long start(long time, ZoneId zone) {
            return time - Math.floorMod(time - ORIGIN_MICROS, micros);
        }

        @Override
        public long next(long start, ZoneId zone) {
            return start + micros;
        }

        @Override
        public long atLeastMicros() {
            return micros;
        }

        @Override
        public String toString() {
            return Duration.of(micros, ChronoUnit.MICROS).toString();
        }
    }

    /// A number of calendar days.
    record Days(int days) implements BucketWidth {

        @Override
        public long start(long time, ZoneId zone) {
            LocalDate date = date(time, zone);
            long before = Math.floorMod(date.toEpochDay() - ORIGIN.toEpochDay(), days);
            return midnight(date.minusDays(before), zone);
        }

        @Override
        public long next(long start, ZoneId zone) {
            return midnight(date(start, zone).plusDays(days), zone);
        }

        @Override
        public long atLeastMicros() {
            return days * HOURS_OF_SHORTEST_DAY * MICROS_PER_HOUR;
        }

        @Override
        public String toString() {
            return Period.ofDays(days).toString();
        }
    }

    /// A number of calendar months.
    record Months(int months) implements BucketWidth {

        private static final int DAYS_OF_SHORTEST_MONTH = 28;

        @Override
        public long start(long time, ZoneId zone) {
            LocalDate first = date(time, zone).withDayOfMonth(1);
            long count = (first.getYear() - ORIGIN.getYear()) * 12L + first.getMonthValue() - 1;
            return midnight(first.minusMonths(Math.floorMod(count, months)), zone);
        }

        @Override
        public long next(long start, ZoneId zone) {
            return midnight(date(start, zone).plusMonths(months), zone);
        }

        @Override
        public long atLeastMicros() {
            return (long) months * DAYS_OF_SHORTEST_MONTH * HOURS_OF_SHORTEST_DAY * MICROS_PER_HOUR;
        }

        @Override
        public String toString() {
            return Period.ofMonths(months).normalized().toString();
        }
    }

    long MICROS_PER_HOUR = 3_600_000_000L;
    long HOURS_OF_SHORTEST_DAY = 20;
    long SHORTEST_MICROS = 1_000;
    int LONGEST_DAYS = 100_000;

    /// The start of the bucket that contains this time, in microseconds since 1970-01-01T00:00:00Z.
    long start(long time, ZoneId zone);

    /// The start of the bucket after the one with this start.
    long next(long start, ZoneId zone);

    /// A lower bound of the width, in microseconds.
    long atLeastMicros();

    /// Parses an ISO 8601 duration: `PT1M`, `PT6H`, `P1D`, `P1W`, `P1M`. `P1D` is a calendar day, `PT24H` is
    /// 24 hours.
    ///
    /// @throws ProblemException 400 if the text is no such duration, 422 if it is shorter than 1 ms, longer than
    ///     100,000 days, or mixes days with hours or months
    static BucketWidth parse(String text) {
        return text.contains("T") ? time(text) : calendar(text);
    }

    private static BucketWidth time(String text) {
        Duration duration = parsed(text, Duration::parse);
        if (!text.startsWith("PT")
                || duration.compareTo(Duration.of(SHORTEST_MICROS, ChronoUnit.MICROS)) < 0
                || duration.toDays() > LONGEST_DAYS
                || duration.getNano() % 1_000 != 0) {
            throw outOfRange(text);
        }
        return fixed(duration);
    }

    private static BucketWidth calendar(String text) {
        Period period = parsed(text, Period::parse);
        long months = period.toTotalMonths();
        if (months == 0 && period.getDays() > 0 && period.getDays() <= LONGEST_DAYS) {
            return new Days(period.getDays());
        }
        if (period.getDays() == 0 && months > 0 && months * 30 <= LONGEST_DAYS) {
            return new Months((int) months);
        }
        throw outOfRange(text);
    }

    /// Parses a text; both classes of the platform throw the same exception.
    @FunctionalInterface
    interface Parser<T> {
        T parse(CharSequence text);
    }

    private static <T> T parsed(String text, Parser<T> parser) {
        try {
            return parser.parse(text);
        } catch (DateTimeParseException | ArithmeticException _) {
            throw new ProblemException(
                    ProblemCode.MALFORMED_REQUEST,
                    "bucket is '" + clip(text)
                            + "', but must be auto or an ISO 8601 duration such as PT1M, PT1H or P1D");
        }
    }

    private static ProblemException outOfRange(String text) {
        return new ProblemException(
                ProblemCode.UNPROCESSABLE,
                "bucket is '%s', but must be PT0.001S to P%dD, and either a time, days or months"
                        .formatted(clip(text), LONGEST_DAYS));
    }

    private static BucketWidth fixed(Duration duration) {
        return new Fixed(Timestamp.micros(Instant.EPOCH.plus(duration)));
    }

    private static LocalDate date(long time, ZoneId zone) {
        return Timestamp.instant(time).atZone(zone).toLocalDate();
    }

    /// The first instant of a date. Where midnight is skipped, it is the end of the gap.
    private static long midnight(LocalDate date, ZoneId zone) {
        return Timestamp.micros(date.atStartOfDay(zone).toInstant());
    }

    private static String clip(String text) {
        return text.length() <= 64 ? text : text.substring(0, 64);
    }
}

package io.liftline.rollup;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// One run of the worker: aggregates the hours that have become complete, and those that have changed since.
///
/// An hour becomes complete two hours after its end. Ingest marks the hours of samples that are more than one
/// hour old. The hour in between is longer than any transaction, so every sample of a complete hour was either
/// aggregated with it, or has marked it.
///
/// Marks are read first, then the samples, and then exactly these marks are removed. So the change of a
/// transaction that commits in the meantime stays marked. Each statement is a transaction, and the progress, or the
/// end of the marks, is the last one: a run that ends before it is repeated. After each of the statements that
/// aggregate, the run rests ([Pace]).
final class RollupRun {

    static final Duration SETTLING = Duration.ofHours(2);

    private static final int HOURS_AT_A_TIME = 1_000;

    private final RollupSession session;
    private final Pace pace = new Pace();
    private final Instant target;

    /// @param now the time of this run
    RollupRun(RollupSession session, Instant now) {
        this.session = session;
        this.target = now.truncatedTo(ChronoUnit.HOURS).minus(SETTLING);
    }

    /// Aggregates everything that is due. Late samples come first, because the history of a large database takes
    /// long.
    void complete() throws SQLException {
        session.begin(target);
        Instant until = late();
        if (until.isBefore(target)) {
            while (until.isBefore(target)) {
                until = next(until);
            }
            late();
        }
    }

    /// Aggregates hours that have changed, day by day.
    ///
    /// @return the time until which the rollups are complete
    private Instant late() throws SQLException {
        Progress progress = session.progress().orElseThrow();
        List<TouchedHour> hours;
        do {
            hours = session.touched(progress.completeUntil(), HOURS_AT_A_TIME);
            for (int from = 0; from < hours.size(); ) {
                Instant day = day(hours.get(from));
                int to = from + 1;
                while (to < hours.size() && day(hours.get(to)).equals(day)) {
                    to++;
                }
                again(day, hours.subList(from, to), progress);
                from = to;
            }
        } while (hours.size() == HOURS_AT_A_TIME);
        return progress.completeUntil();
    }

    private void again(Instant day, List<TouchedHour> hours, Progress progress) throws SQLException {
        Instant end = day.plus(1, ChronoUnit.DAYS);
        for (TouchedHour hour : hours) {
            refreshHours(hour.start(), hour.start().plus(1, ChronoUnit.HOURS));
        }
        if (!end.isAfter(progress.completeUntil())) {
            refreshDays(day, end);
        }
        for (TouchedHour hour : hours) {
            session.forget(hour);
        }
    }

    /// Aggregates the next hours, at most to the end of the day. Days without a chunk are skipped.
    ///
    /// @return the time until which the rollups are complete now
    private Instant next(Instant from) throws SQLException {
        Instant chunk = session.nextChunk(from).orElse(target).truncatedTo(ChronoUnit.DAYS);
        Instant gap = chunk.isBefore(target) ? chunk : target;
        if (gap.isAfter(from)) {
            session.advance(gap);
            return gap;
        }
        Instant day = from.truncatedTo(ChronoUnit.DAYS);
        Instant end = day.plus(1, ChronoUnit.DAYS);
        Instant to = end.isBefore(target) ? end : target;
        refreshHours(from, to);
        if (to.equals(end)) {
            refreshDays(day, end);
        }
        session.advance(to);
        return to;
    }

    private void refreshHours(Instant from, Instant to) throws SQLException {
        pace.begin();
        session.refreshHours(from, to);
        pace.rest();
    }

    private void refreshDays(Instant from, Instant to) throws SQLException {
        pace.begin();
        session.refreshDays(from, to);
        pace.rest();
    }

    private static Instant day(TouchedHour hour) {
        return hour.start().truncatedTo(ChronoUnit.DAYS);
    }
}

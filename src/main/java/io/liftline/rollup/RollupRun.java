package io.liftline.rollup;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
///
/// An hour that cannot be aggregated, for example because a sum exceeds a double, stays marked, so that questions read
/// its samples. Each run attempts it again, and goes on with the others.
final class RollupRun {

    static final Duration SETTLING = Duration.ofHours(2);

    private static final int HOURS_AT_A_TIME = 1_000;
    private static final Instant BEFORE_ALL = Instant.parse("0001-01-01T00:00:00Z");

    private final RollupSession session;
    private final Pace pace = new Pace();
    private final Instant target;

    /// The hours that this run does not attempt again.
    private final Set<Instant> failed = new HashSet<>();

    private Optional<SQLException> failure = Optional.empty();

    /// @param now the time of this run
    RollupRun(RollupSession session, Instant now) {
        this.session = session;
        this.target = now.truncatedTo(ChronoUnit.HOURS).minus(SETTLING);
    }

    /// Aggregates everything that is due. Late samples come first, and again after each day, because the history of a
    /// large database takes long.
    ///
    /// @return the first reason why hours could not be aggregated, if there is one; all others were
    Optional<SQLException> complete() throws SQLException {
        session.begin(target);
        Instant until = late();
        while (until.isBefore(target)) {
            next(until);
            until = late();
        }
        return failure;
    }

    /// Aggregates hours that have changed, day by day.
    ///
    /// @return the time until which the rollups are complete
    private Instant late() throws SQLException {
        Progress progress = session.progress().orElseThrow();
        Instant after = BEFORE_ALL;
        List<TouchedHour> hours;
        do {
            hours = session.touched(after, progress.completeUntil(), HOURS_AT_A_TIME);
            for (int from = 0; from < hours.size(); ) {
                Instant day = day(hours.get(from));
                int to = from + 1;
                while (to < hours.size() && day(hours.get(to)).equals(day)) {
                    to++;
                }
                again(day, hours.subList(from, to), progress);
                from = to;
            }
            after = hours.isEmpty() ? after : hours.getLast().start();
        } while (hours.size() == HOURS_AT_A_TIME);
        return progress.completeUntil();
    }

    private void again(Instant day, List<TouchedHour> hours, Progress progress) throws SQLException {
        Instant end = day.plus(1, ChronoUnit.DAYS);
        List<TouchedHour> aggregated = new ArrayList<>();
        for (TouchedHour hour : hours) {
            if (!failed.contains(hour.start()) && attempt(() -> refreshHours(hour.start(), hour.end()))) {
                aggregated.add(hour);
            } else {
                failed.add(hour.start());
            }
        }
        if (aggregated.isEmpty()) {
            return;
        }
        if (end.isAfter(progress.completeUntil()) || attempt(() -> refreshDays(day, end))) {
            for (TouchedHour hour : aggregated) {
                session.forget(hour);
            }
        } else {
            aggregated.forEach(hour -> failed.add(hour.start()));
        }
    }

    /// Aggregates the next hours, at most to the end of the day. Days without a chunk are skipped. If they cannot be
    /// aggregated, they are marked as changed, so that questions read their samples, [#late] attempts each of them,
    /// and those that come later do not wait.
    private void next(Instant from) throws SQLException {
        Instant chunk = session.nextChunk(from).orElse(target).truncatedTo(ChronoUnit.DAYS);
        Instant gap = chunk.isBefore(target) ? chunk : target;
        if (gap.isAfter(from)) {
            session.advance(gap);
            return;
        }
        Instant day = from.truncatedTo(ChronoUnit.DAYS);
        Instant end = day.plus(1, ChronoUnit.DAYS);
        Instant to = end.isBefore(target) ? end : target;
        boolean isAggregated = attempt(() -> {
            refreshHours(from, to);
            if (to.equals(end)) {
                refreshDays(day, end);
            }
        });
        if (!isAggregated) {
            session.mark(from, to);
        }
        session.advance(to);
    }

    @FunctionalInterface
    private interface Work {
        void run() throws SQLException;
    }

    /// Whether the work could be done.
    ///
    /// @throws SQLException if the connection is lost
    private boolean attempt(Work work) throws SQLException {
        try {
            work.run();
            return true;
        } catch (SQLException e) {
            if (!session.isOpen()) {
                throw e;
            }
            failure = failure.or(() -> Optional.of(e));
            return false;
        }
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

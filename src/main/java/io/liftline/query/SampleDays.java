package io.liftline.query;

import io.liftline.telemetry.TimeRange;
import io.liftline.telemetry.Timestamp;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/// When wells may have samples in the database, as far as the rollups know.
///
/// A statement about raw samples is planned for each chunk of its range. The rollup of days has far fewer chunks,
/// so it tells cheaply where the next samples of a well are, however far away. The hours that are not aggregated
/// yet, or have changed since, may have samples of any well.
@ApplicationScoped
class SampleDays {

    private static final long HOUR = Duration.ofHours(1).toNanos() / 1_000;
    static final long DAY = Duration.ofDays(1).toNanos() / 1_000;

    private final QueryDatabase database;

    SampleDays(QueryDatabase database) {
        this.database = database;
    }

    /// The part of a range that comes first in this order and may have samples of the well; all before it has
    /// none. Empty if the whole range has none. The part is a day, an hour, or all that the rollups do not
    /// know, which usually has few chunks.
    Uni<Optional<TimeRange>> next(PermittedWell well, TimeRange range, TimeOrder order) {
        return next(range, order, days -> database.ask(SampleDaysSql.day(order), days.addString(well.id())));
    }

    /// The same of all wells.
    Uni<Optional<TimeRange>> next(TimeRange range, TimeOrder order) {
        return next(range, order, days -> database.ask(SampleDaysSql.dayOfAny(order), days));
    }

    /// @param search reads the first day within two times
    private Uni<Optional<TimeRange>> next(TimeRange range, TimeOrder order, Function<Tuple, Uni<RowSet<Row>>> search) {
        return database.ask(SampleDaysSql.STATE, range(range.from() - HOUR, range.to()))
                .chain(state -> state.size() == 0
                        ? Uni.createFrom().item(Optional.of(range)) // there are no rollups
                        : next(range, order, search, Known.of(state.iterator().next())));
    }

    /// What the rollups know of a range.
    ///
    /// @param until the end of the days that were aggregated
    /// @param firstChanged the first hour in the range that has changed since
    /// @param lastChanged the last one
    private record Known(long until, OptionalLong firstChanged, OptionalLong lastChanged) {

        static Known of(Row row) {
            long completeUntil = micros(row, "complete_until").orElseThrow();
            return new Known(
                    completeUntil - Math.floorMod(completeUntil, DAY),
                    micros(row, "first_changed"),
                    micros(row, "last_changed"));
        }

        Optional<TimeRange> changed(TimeOrder order, TimeRange range) {
            OptionalLong hour = order == TimeOrder.ASC ? firstChanged : lastChanged;
            return hour.isEmpty() ? Optional.empty() : part(range, hour.getAsLong(), hour.getAsLong() + HOUR);
        }
    }

    private static Uni<Optional<TimeRange>> next(
            TimeRange range, TimeOrder order, Function<Tuple, Uni<RowSet<Row>>> search, Known known) {
        Optional<TimeRange> unknown = part(range, known.until(), Long.MAX_VALUE);
        Optional<TimeRange> changed = known.changed(order, range);
        if (order == TimeOrder.DESC && unknown.isPresent()) {
            return Uni.createFrom().item(unknown);
        }
        if (range.from() >= known.until()) {
            return Uni.createFrom().item(unknown);
        }
        return search.apply(range(range.from() - DAY, Math.min(range.to(), known.until())))
                .map(days -> first(order, first(order, day(days, range), changed), unknown));
    }

    private static Optional<TimeRange> day(RowSet<Row> days, TimeRange range) {
        return days.size() == 0
                ? Optional.empty()
                : micros(days.iterator().next(), "bucket").stream()
                        .mapToObj(day -> part(range, day, day + DAY))
                        .findFirst()
                        .orElseThrow();
    }

    /// The one that comes first in this order.
    private static Optional<TimeRange> first(TimeOrder order, Optional<TimeRange> one, Optional<TimeRange> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.or(() -> other);
        }
        boolean isOne = switch (order) {
            case ASC -> one.get().from() <= other.get().from();
            case DESC -> one.get().to() >= other.get().to();
        };
        return isOne ? one : other;
    }

    private static Optional<TimeRange> part(TimeRange range, long from, long to) {
        long begin = Math.max(range.from(), from);
        long end = Math.min(range.to(), to);
        return begin < end ? Optional.of(new TimeRange(begin, end)) : Optional.empty();
    }

    private static Tuple range(long from, long to) {
        return Tuple.of(Timestamp.utc(from), Timestamp.utc(to));
    }

    private static OptionalLong micros(Row row, String column) {
        return Optional.ofNullable(row.getOffsetDateTime(column)).stream()
                .mapToLong(time -> Timestamp.micros(time.toInstant()))
                .findFirst();
    }
}

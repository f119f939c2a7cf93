package io.liftline.query;

import io.liftline.query.format.SampleColumns;
import io.liftline.telemetry.TimeRange;
import io.liftline.telemetry.Timestamp;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/// Finds the newest sample of a well of which nothing is known: one that the table `well` does not have, or whose
/// newest samples were deleted.
///
/// It goes back over the days on which the well may have samples ([SampleDays]), so its statements are planned for
/// few chunks. Only if many of these days prove to be without samples, it searches all chunks by one statement.
@ApplicationScoped
class WellSearch {

    /// How many parts are read before all chunks are searched.
    private static final int PARTS = 16;

    /// The years 1 to 9999. PostgreSQL accepts times outside of them, but nothing else here does.
    private static final TimeRange ALWAYS = new TimeRange(
            Timestamp.micros(Instant.parse("0001-01-02T00:00:00Z")),
            Timestamp.micros(Instant.parse("9999-12-31T00:00:00Z")));

    private final QueryDatabase database;
    private final SampleDays days;

    WellSearch(QueryDatabase database, SampleDays days) {
        this.database = database;
        this.days = days;
    }

    /// The newest sample of a well; empty if it has none.
    Uni<Optional<Row>> newest(PermittedWell well, SampleColumns columns) {
        return newest(well, columns, ALWAYS, PARTS);
    }

    private Uni<Optional<Row>> newest(PermittedWell well, SampleColumns columns, TimeRange range, int parts) {
        if (parts == 0) {
            return ask(LatestSql.one(columns), Tuple.of(well.id()));
        }
        return days.next(well, range, TimeOrder.DESC)
                .chain(part -> part.isEmpty()
                        ? Uni.createFrom().item(Optional.empty())
                        : newestIn(part.get(), well, columns)
                                .chain(found -> found.isPresent()
                                        ? Uni.createFrom().item(found)
                                        : TimeOrder.DESC
                                                .rest(range, part.get())
                                                .map(rest -> newest(well, columns, rest, parts - 1))
                                                .orElseGet(
                                                        () -> Uni.createFrom().item(Optional.empty()))));
    }

    private Uni<Optional<Row>> newestIn(TimeRange part, PermittedWell well, SampleColumns columns) {
        return ask(
                QuerySql.samples(columns, TimeOrder.DESC),
                Tuple.of(well.id(), Timestamp.utc(part.from()), Timestamp.utc(part.to()), 1));
    }

    private Uni<Optional<Row>> ask(String statement, Tuple parameters) {
        return database.ask(QuestionClass.SEARCH, statement, parameters)
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(rows.iterator().next()));
    }
}

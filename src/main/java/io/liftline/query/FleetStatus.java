package io.liftline.query;

import io.liftline.query.fleet.FleetConfig;
import io.liftline.query.fleet.FleetPage;
import io.liftline.query.fleet.FleetSql;
import io.liftline.query.fleet.Limits;
import io.liftline.query.fleet.MissingValue;
import io.liftline.query.fleet.PagePosition;
import io.liftline.query.fleet.StateCounts;
import io.liftline.query.fleet.TrendFrame;
import io.liftline.query.fleet.TrendPart;
import io.liftline.query.fleet.WellStatus;
import io.liftline.query.series.Segment;
import io.liftline.query.series.Source;
import io.liftline.query.series.Statement;
import io.liftline.query.source.ArchiveUse;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/// Reads the state of a fleet, by at most six statements a page.
@ApplicationScoped
class FleetStatus {

    private final QueryDatabase database;
    private final SourceReader sources;
    private final FleetConfig config;
    private final InstantSource clock;

    FleetStatus(QueryDatabase database, SourceReader sources, FleetConfig config, InstantSource clock) {
        this.database = database;
        this.sources = sources;
        this.config = config;
        this.clock = clock;
    }

    /// A page.
    ///
    /// @param after the place of the last well of the previous page
    /// @param most maximum number of wells
    Uni<FleetPage> page(FleetQuestion question, PagePosition after, int most) {
        Limits limits = Limits.of(config, clock.instant());
        Optional<TrendFrame> frame = question.frame(limits.at());
        return ask(FleetSql.wells(question.scope(), limits, after, most)).chain(rows -> {
            Reading reading = new Reading(question, limits, wells(rows, question, frame));
            return reading.newest()
                    .chain(reading::missing)
                    .chain(() -> frame.map(reading::trend)
                            .orElseGet(() -> Uni.createFrom().voidItem()))
                    .replaceWith(() -> page(reading, rows, frame, most));
        });
    }

    private static Map<String, WellStatus> wells(RowSet<Row> rows, FleetQuestion question, Optional<TrendFrame> frame) {
        Map<String, WellStatus> wells = new LinkedHashMap<>();
        rows.forEach(row -> WellStatus.of(row, question.channels().size(), frame)
                .ifPresent(well -> wells.put(well.wellId(), well)));
        return wells;
    }

    private static FleetPage page(Reading reading, RowSet<Row> rows, Optional<TrendFrame> frame, int most) {
        List<WellStatus> wells = List.copyOf(reading.wells.values());
        return new FleetPage(
                reading.limits,
                StateCounts.of(rows.iterator().next()),
                reading.question.channels(),
                frame,
                wells,
                wells.size() < most
                        ? Optional.empty()
                        : Optional.of(wells.getLast().position()));
    }

    private Uni<RowSet<Row>> ask(Statement statement) {
        return database.ask(statement.text(), statement.parameters());
    }

    /// Completes the wells of a page. Those without data are not searched.
    private final class Reading {

        private final FleetQuestion question;
        private final Limits limits;
        private final Map<String, WellStatus> wells;
        private final String[] measured;

        Reading(FleetQuestion question, Limits limits, Map<String, WellStatus> wells) {
            this.question = question;
            this.limits = limits;
            this.wells = wells;
            this.measured = wells.values().stream()
                    .filter(well -> well.newest() >= limits.noDataBefore())
                    .map(WellStatus::wellId)
                    .toArray(String[]::new);
        }

        Uni<Void> newest() {
            return measured.length == 0
                    ? Uni.createFrom().voidItem()
                    : read(
                            FleetSql.newest(question.scope(), measured, question.channels(), limits.noDataBefore()),
                            WellStatus::addNewest);
        }

        Uni<Void> missing() {
            if (!question.hasNamedChannels()) {
                return Uni.createFrom().voidItem();
            }
            List<MissingValue> missing = wells.values().stream()
                    .filter(well -> well.newest() >= limits.noDataBefore())
                    .flatMap(well -> well.missing().stream())
                    .toList();
            return missing.isEmpty()
                    ? Uni.createFrom().voidItem()
                    : read(
                            FleetSql.missing(question.scope(), missing, question.channels(), limits.noDataBefore()),
                            WellStatus::addMissing);
        }

        Uni<Void> trend(TrendFrame frame) {
            return measured.length == 0
                    ? Uni.createFrom().voidItem()
                    : sources.segments(frame.range(), frame.coarsest(), ArchiveUse.LEAVE_OUT)
                            .chain(segments -> hours(frame, segments).chain(() -> parts(frame, segments)))
                            .invoke(() -> wells.values().forEach(well -> well.completeTrend(frame)));
        }

        private Uni<Void> hours(TrendFrame frame, List<Segment> segments) {
            Uni<Void> all = Uni.createFrom().voidItem();
            for (Segment segment : segments) {
                if (segment.source() == Source.HOURS) {
                    all = all.chain(() -> read(
                            FleetSql.hours(
                                    question.scope(), measured, question.channels(), segment.range(), frame.from()),
                            WellStatus::addHours));
                }
            }
            return all;
        }

        private Uni<Void> parts(TrendFrame frame, List<Segment> segments) {
            List<TrendPart> parts = frame.raw(segments);
            return parts.isEmpty()
                    ? Uni.createFrom().voidItem()
                    : read(FleetSql.parts(question.scope(), measured, question.channels(), parts), WellStatus::addPart);
        }

        private Uni<Void> read(Statement statement, BiConsumer<WellStatus, Row> add) {
            return ask(statement)
                    .invoke(rows -> rows.forEach(row -> Optional.ofNullable(wells.get(row.getString("well_id")))
                            .ifPresent(well -> add.accept(well, row))))
                    .replaceWithVoid();
        }
    }
}

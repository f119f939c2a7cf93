package io.liftline.query;

import io.liftline.access.WellScope;
import io.liftline.query.WellSql.RegisteredWell;
import io.liftline.query.format.SampleColumns;
import io.liftline.query.source.ArchiveUse;
import io.liftline.telemetry.Timestamp;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/// Pages of wells with the times of their first and last samples.
///
/// The first time is read from the table `well`. The last time is that of the newest sample, which may have been
/// dropped. If all samples of a well were deleted, it is also read from the table.
@ApplicationScoped
class WellPages {

    private static final SampleColumns TIMES = new SampleColumns(List.of());

    private final WellDirectory directory;
    private final LatestReader reader;

    WellPages(WellDirectory directory, LatestReader reader) {
        this.directory = directory;
        this.reader = reader;
    }

    /// One page of permitted wells, ordered by id.
    Uni<WellSpan.Wells> page(WellScope scope, WellsQuery query, int limit) {
        return directory
                .page(scope, query, limit)
                .chain(wells -> reader.newest(
                                scope,
                                wells.stream().map(RegisteredWell::hinted).toList(),
                                TIMES,
                                ArchiveUse.READ)
                        .map(newest -> new WellSpan.Wells(
                                wells.stream().map(well -> span(well, newest)).toList(),
                                wells.size() < limit
                                        ? null
                                        : query.after(wells.getLast().wellId()).cursor())));
    }

    private static WellSpan span(RegisteredWell well, Map<String, Row> newest) {
        Row row = newest.get(well.wellId());
        long last = row == null ? well.lastAt() : SampleColumns.timestamp(row);
        return new WellSpan(well.wellId(), Timestamp.instant(well.firstAt()), Timestamp.instant(last));
    }
}

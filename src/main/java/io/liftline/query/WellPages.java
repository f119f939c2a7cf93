package io.liftline.query;

import io.liftline.access.WellScope;
import io.liftline.query.WellSql.RegisteredWell;
import io.liftline.query.format.SampleColumns;
import io.liftline.telemetry.Timestamp;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/// Wells with the times that their samples cover, page by page.
///
/// The first time is what the table `well` says. The last one is that of the newest sample; of a well whose
/// samples are all gone, what the table says.
@ApplicationScoped
class WellPages {

    private static final SampleColumns TIMES = new SampleColumns(List.of());

    private final WellDirectory directory;
    private final LatestReader reader;

    WellPages(WellDirectory directory, LatestReader reader) {
        this.directory = directory;
        this.reader = reader;
    }

    /// One page of permitted wells by name.
    Uni<WellSpan.Wells> page(WellScope scope, WellsQuery query, int limit) {
        return directory
                .page(scope, query, limit)
                .chain(wells -> reader.newest(
                                scope,
                                wells.stream().map(RegisteredWell::hinted).toList(),
                                TIMES)
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

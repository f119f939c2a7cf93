package io.liftline.query.source;

import io.liftline.query.source.ArchivedVersion.Place;
import io.liftline.telemetry.TimeRange;
import io.liftline.telemetry.Timestamp;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.StreamSupport;

/// The statement that reads which samples are in the archive only.
public final class ArchiveCatalogue {

    /// `$1` and `$2` starts and ends of ranges: the versions of chunks in them that were dropped, newest export
    /// first. That a chunk was dropped is committed together with the drop, so a statement that ran before this
    /// one has missed nothing else.
    public static final String DROPPED = """
            SELECT object, bytes, sha256, range_start, range_end, state, dropped_at
            FROM chunk_archive
            WHERE hypertable = 'esp_telemetry'
              AND dropped_at IS NOT NULL
              AND EXISTS (
                SELECT
                FROM unnest($1::timestamptz[], $2::timestamptz[]) AS asked (from_time, to_time)
                WHERE range_start < to_time AND range_end > from_time)
            ORDER BY exported_at DESC, version DESC""";

    private ArchiveCatalogue() {}

    /// The parameters of [#DROPPED].
    public static Tuple parameters(List<TimeRange> ranges) {
        return Tuple.tuple()
                .addArrayOfTemporal(times(ranges, TimeRange::from))
                .addArrayOfTemporal(times(ranges, TimeRange::to));
    }

    /// The parts within the ranges that are in the archive only, in order of time.
    ///
    /// @param rows those of [#DROPPED]
    public static List<ArchivedPart> parts(RowSet<Row> rows, List<TimeRange> ranges) {
        return ArchivedPart.within(
                ArchivedVersion.parts(StreamSupport.stream(rows.spliterator(), false)
                        .map(ArchiveCatalogue::version)
                        .toList()),
                ranges);
    }

    private static ArchivedVersion version(Row row) {
        return new ArchivedVersion(
                new ArchivedPart(
                        row.getString("object"),
                        row.getLong("bytes"),
                        row.getString("sha256"),
                        new TimeRange(micros(row, "range_start"), micros(row, "range_end")),
                        row.getOffsetDateTime("dropped_at").toInstant()),
                row.getString("state").equals("dropped") ? Place.ARCHIVE : Place.DATABASE);
    }

    private static OffsetDateTime[] times(List<TimeRange> ranges, ToLongFunction<TimeRange> limit) {
        return ranges.stream().mapToLong(limit).mapToObj(Timestamp::utc).toArray(OffsetDateTime[]::new);
    }

    private static long micros(Row row, String column) {
        return Timestamp.micros(row.getOffsetDateTime(column).toInstant());
    }
}

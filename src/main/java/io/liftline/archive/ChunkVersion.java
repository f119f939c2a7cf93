package io.liftline.archive;

import io.liftline.telemetry.TimeRange;
import io.liftline.telemetry.Timestamp;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/// A version of a chunk. A chunk is archived anew, as the next version, if rows come late.
///
/// @param hypertable the table
/// @param chunk the name of the chunk when this version was begun, without its schema
/// @param version 1 or more
/// @param range the times that the chunk covers; it identifies a chunk, because one that is dropped and made
///     again has another name
record ChunkVersion(Hypertable hypertable, String chunk, int version, TimeRange range) {

    /// The name of its object in the store.
    String object() {
        return "%s%s-v%d.parquet".formatted(folder(hypertable, range), chunk, version);
    }

    /// The prefix of the names of all objects of chunks that begin on the same day, laid out as Hive
    /// partitions.
    static String folder(Hypertable hypertable, TimeRange range) {
        ZonedDateTime start = Timestamp.instant(range.from()).atZone(ZoneOffset.UTC);
        return "hypertable=%s/year=%04d/month=%02d/day=%02d/"
                .formatted(hypertable.table(), start.getYear(), start.getMonthValue(), start.getDayOfMonth());
    }
}

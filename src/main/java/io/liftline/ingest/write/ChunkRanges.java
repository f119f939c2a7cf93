package io.liftline.ingest.write;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The time ranges of the chunks of `esp_telemetry`, as they were when they were last read.
///
/// @param ends the end of each range, exclusive, by its start; both in microseconds since 1970-01-01T00:00:00Z
/// @param interval length of a new chunk, in microseconds
record ChunkRanges(TreeMap<Long, Long> ends, long interval) {

    private static final long DAY = 86_400_000_000L;

    /// Before the first reading.
    static final ChunkRanges NONE = new ChunkRanges(new TreeMap<>(), DAY);

    ChunkRanges {
        ends = new TreeMap<>(ends);
        interval = interval <= 0 ? DAY : interval;
    }

    /// How many chunks the rows of a batch would open, at most `enough`. The rows are in the order of time.
    int opened(ColumnBatch batch, int enough) {
        Set<Long> opened = Set.of(); // most batches open none
        long start = 0;
        long end = 0; // of the range of the previous row; empty at first
        for (int row = 0; row < batch.rows() && opened.size() < enough; row++) {
            long timestamp = batch.timestamp(row);
            if (timestamp >= start && timestamp < end) {
                continue;
            }
            Map.Entry<Long, Long> range = ends.floorEntry(timestamp);
            if (range != null && timestamp < range.getValue()) {
                start = range.getKey();
                end = range.getValue();
            } else {
                Long next = ends.higherKey(timestamp);
                start = Math.floorDiv(timestamp, interval) * interval;
                end = next == null ? start + interval : Math.min(start + interval, next);
                opened = opened.isEmpty() ? new HashSet<>() : opened;
                opened.add(start);
            }
        }
        return opened.size();
    }
}

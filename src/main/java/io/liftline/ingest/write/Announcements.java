package io.liftline.ingest.write;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// The ranges of committed samples that are not announced yet: of each well one of recent samples, and one of
/// late ones. With more than [#MAX_WELLS] wells, one announcement without rows says that much has changed.
final class Announcements {

    static final int MAX_WELLS = 5_000;

    /// PostgreSQL permits 8,000 bytes, less one.
    static final int MAX_BYTES = 7_900;

    private static final long RECENT = Duration.ofHours(1).toNanos() / 1_000;

    private Map<String, Range> recent = new HashMap<>();
    private Map<String, Range> late = new HashMap<>();
    private boolean overflown;

    private static final class Range {
        private long from = Long.MAX_VALUE;
        private long to = Long.MIN_VALUE;

        void add(long time) {
            from = Math.min(from, time);
            to = Math.max(to, time);
        }
    }

    /// Adds the rows of batches.
    ///
    /// @param now the current time in microseconds
    synchronized void add(List<ColumnBatch> batches, long now) {
        for (ColumnBatch batch : batches) {
            for (int row = 0; row < batch.rows() && !overflown; row++) {
                add(batch.wellId(row), batch.timestamp(row), now - RECENT);
            }
        }
    }

    private void add(String wellId, long time, long recentFrom) {
        Map<String, Range> ranges = time >= recentFrom ? recent : late;
        Range range = ranges.get(wellId);
        if (range == null) {
            if (recent.size() + late.size() == MAX_WELLS) {
                overflown = true;
                return;
            }
            range = new Range();
            ranges.put(wellId, range);
        }
        range.add(time);
    }

    /// What was taken could not be announced, so it is said that much has changed.
    synchronized void lost() {
        overflown = true;
    }

    synchronized boolean isEmpty() {
        return recent.isEmpty() && late.isEmpty() && !overflown;
    }

    /// The payloads of the announcements, `{"id": …, "rows": [[well, from, to], …]}`. Nothing is left then.
    ///
    /// @param ids gives a new id for each
    synchronized String[] take(Supplier<String> ids) {
        List<String> payloads = new ArrayList<>();
        if (overflown) {
            payloads.add(payload(ids.get(), new JsonArray()));
        } else {
            JsonArray rows = new JsonArray();
            int bytes = 0;
            for (Map<String, Range> ranges : List.of(late, recent)) {
                for (Map.Entry<String, Range> well : ranges.entrySet()) {
                    JsonArray row = new JsonArray()
                            .add(well.getKey())
                            .add(well.getValue().from)
                            .add(well.getValue().to);
                    int length = row.encode().getBytes(StandardCharsets.UTF_8).length + 1;
                    if (bytes + length > MAX_BYTES - 100) {
                        payloads.add(payload(ids.get(), rows));
                        rows = new JsonArray();
                        bytes = 0;
                    }
                    rows.add(row);
                    bytes += length;
                }
            }
            payloads.add(payload(ids.get(), rows));
        }
        recent = new HashMap<>();
        late = new HashMap<>();
        overflown = false;
        return payloads.toArray(String[]::new);
    }

    private static String payload(String id, JsonArray rows) {
        return new JsonObject().put("id", id).put("rows", rows).encode();
    }
}

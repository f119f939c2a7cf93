package io.liftline.ingest.write;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The wells whose rows this replica has written, with the range of their event times and the part of it that
/// is in the table `well`.
///
/// Per row, it costs one comparison if the well is that of the previous row, otherwise one lookup, and no
/// garbage. When the cache is full, it is cleared and filled again.
final class KnownWells {

    private final int capacity;
    private final Map<String, Known> wells = new ConcurrentHashMap<>();

    /// @param capacity maximum number of wells, about 150 bytes each
    KnownWells(int capacity) {
        this.capacity = capacity;
    }

    /// Event times in microseconds since 1970-01-01T00:00:00Z. `storedFirst` and `storedLast` are the values in
    /// the table, as far as this replica knows.
    private static final class Known {

        private final String wellId;
        private long first = Long.MAX_VALUE;
        private long last = Long.MIN_VALUE;
        private long storedFirst = Long.MAX_VALUE;
        private long storedLast = Long.MIN_VALUE;

        Known(String wellId) {
            this.wellId = wellId;
        }

        /// Whether the well or the time of its oldest sample may be missing in the table.
        boolean isNews() {
            return first < storedFirst;
        }

        boolean isBehind(long micros) {
            return isNews() || last >= storedLast + micros;
        }

        WellTimes times() {
            return new WellTimes(wellId, first, last);
        }
    }

    /// Adds the event times of committed rows.
    ///
    /// @return what must be stored in the table before the rows are acknowledged: new wells, and wells with an
    ///     earlier first time
    synchronized List<WellTimes> note(Collection<ColumnBatch> batches) {
        Set<Known> news = new LinkedHashSet<>();
        for (ColumnBatch batch : batches) {
            note(batch, news);
        }
        return news.stream().map(Known::times).toList();
    }

    private void note(ColumnBatch batch, Set<Known> news) {
        int rows = batch.rows();
        for (int row = 0; row < rows; ) {
            String wellId = batch.wellId(row);
            Known known = known(wellId);
            for (; row < rows && batch.wellId(row).equals(wellId); row++) {
                long timestamp = batch.timestamp(row);
                known.first = Math.min(known.first, timestamp);
                known.last = Math.max(known.last, timestamp);
            }
            if (known.isNews()) {
                news.add(known);
            }
        }
    }

    /// The wells of a batch that are not cached. It does not wait for those that note committed rows.
    Set<String> unknown(ColumnBatch batch) {
        Set<String> unknown = Set.of();
        String before = "";
        for (int row = 0; row < batch.rows(); row++) {
            String wellId = batch.wellId(row);
            if (!wellId.equals(before) && !wells.containsKey(wellId)) {
                unknown = unknown.isEmpty() ? new HashSet<>() : unknown;
                unknown.add(wellId);
            }
            before = wellId;
        }
        return unknown;
    }

    /// Forgets a well.
    synchronized void forget(String wellId) {
        wells.remove(wellId);
    }

    private Known known(String wellId) {
        Known known = wells.get(wellId);
        if (known == null) {
            if (wells.size() >= capacity) {
                wells.clear();
            }
            known = new Known(wellId);
            wells.put(wellId, known);
        }
        return known;
    }

    /// The wells that must be stored: those that may be missing, those with an earlier first time, and those
    /// whose last time is later than the stored one by at least so many microseconds.
    synchronized List<WellTimes> behind(long micros) {
        return wells.values().stream()
                .filter(known -> known.isBehind(micros))
                .map(Known::times)
                .toList();
    }

    /// Notes that the table has at least this range of times.
    synchronized void stored(Collection<WellTimes> times) {
        for (WellTimes each : times) {
            Known known = wells.get(each.wellId());
            if (known != null) {
                known.storedFirst = Math.min(known.storedFirst, each.first());
                known.storedLast = Math.max(known.storedLast, each.last());
            }
        }
    }

    /// The number of cached wells.
    synchronized int size() {
        return wells.size();
    }
}

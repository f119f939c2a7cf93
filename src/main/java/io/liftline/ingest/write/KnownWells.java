package io.liftline.ingest.write;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Wells whose rows this replica has written, with their event times and what of that the table `well` has.
///
/// A row costs one comparison when its well is that of the row before, else one look-up, and no garbage. When
/// there are more wells than fit, all are forgotten and learnt anew.
final class KnownWells {

    private final int capacity;
    private final Map<String, Known> wells = new HashMap<>();

    /// @param capacity how many wells are remembered, at about 150 bytes each
    KnownWells(int capacity) {
        this.capacity = capacity;
    }

    /// Event times in microseconds since 1970-01-01T00:00:00Z; `storedFirst` and `storedLast` are those that
    /// the table has, as far as this replica knows.
    private static final class Known {

        private final String wellId;
        private long first = Long.MAX_VALUE;
        private long last = Long.MIN_VALUE;
        private long storedFirst = Long.MAX_VALUE;
        private long storedLast = Long.MIN_VALUE;

        Known(String wellId) {
            this.wellId = wellId;
        }

        /// Whether the table may lack the well, or the time of its oldest sample.
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

    /// Takes note of rows that are committed.
    ///
    /// @return what the table has to have before the rows are acknowledged: wells that it may not know, and
    ///     wells with an earlier first time than it has
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

    /// The wells of which the table is behind: it may lack the well or its oldest sample, or its last time is
    /// behind by so many microseconds.
    synchronized List<WellTimes> behind(long micros) {
        return wells.values().stream()
                .filter(known -> known.isBehind(micros))
                .map(Known::times)
                .toList();
    }

    /// Takes note that the table has these times, or earlier and later ones.
    synchronized void stored(Collection<WellTimes> times) {
        for (WellTimes each : times) {
            Known known = wells.get(each.wellId());
            if (known != null) {
                known.storedFirst = Math.min(known.storedFirst, each.first());
                known.storedLast = Math.max(known.storedLast, each.last());
            }
        }
    }

    /// How many wells are remembered.
    synchronized int size() {
        return wells.size();
    }
}

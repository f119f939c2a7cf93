package io.liftline.query;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/// Event times of newest samples as they were seen last: each is a lower bound of what is newest now, so that
/// a well which is asked for again and again is looked up in the table `well` once. Those asked for longest
/// ago are forgotten.
final class LatestHints {

    private final Map<String, Long> lastAt;

    /// @param capacity how many wells are remembered, at about 100 bytes each
    LatestHints(int capacity) {
        this.lastAt = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
                return size() > capacity;
            }
        };
    }

    /// A lower bound of the newest event time, microseconds since 1970-01-01T00:00:00Z; empty when none is
    /// known.
    synchronized OptionalLong of(String wellId) {
        Long known = lastAt.get(wellId);
        return known == null ? OptionalLong.empty() : OptionalLong.of(known);
    }

    synchronized void seen(String wellId, long timestamp) {
        lastAt.put(wellId, timestamp);
    }

    synchronized void forget(String wellId) {
        lastAt.remove(wellId);
    }

    synchronized int size() {
        return lastAt.size();
    }
}

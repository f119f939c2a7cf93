package io.liftline.query;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/// A cache of the event times of newest samples. Each is a lower bound for the newest sample now, so a well
/// that is queried repeatedly is looked up in the table `well` only once. The least recently used entries are
/// removed.
final class LatestHints {

    private final Map<String, Long> lastAt;

    /// @param capacity maximum number of wells, about 100 bytes each
    LatestHints(int capacity) {
        this.lastAt = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
                return size() > capacity;
            }
        };
    }

    /// A lower bound of the newest event time, in microseconds since 1970-01-01T00:00:00Z. Empty if none is
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

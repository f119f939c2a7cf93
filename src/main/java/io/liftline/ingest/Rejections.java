package io.liftline.ingest;

import io.liftline.ingest.sample.RejectCode;
import java.util.EnumMap;
import java.util.Map;

/// The rejected samples of one request, counted by reason.
final class Rejections {

    private Map<RejectCode, Integer> counts = Map.of();
    private int total;

    void add(RejectCode code) {
        if (total == 0) { // most requests have none
            counts = new EnumMap<>(RejectCode.class);
        }
        counts.merge(code, 1, Integer::sum);
        total++;
    }

    int total() {
        return total;
    }

    /// The number by reason, of reasons that occurred.
    Map<RejectCode, Integer> counts() {
        return Map.copyOf(counts);
    }
}

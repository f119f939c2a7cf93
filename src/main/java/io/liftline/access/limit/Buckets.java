package io.liftline.access.limit;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.util.LinkedHashMap;
import java.util.Map;

/// The token buckets of callers, or of addresses. At most [#MAX] are kept.
///
/// The one that was not used for the longest time is forgotten first. It is the likeliest to be full again,
/// and a full bucket is the same as a new one. A bucket takes about 400 bytes.
final class Buckets {

    /// Maximum number of buckets.
    static final int MAX = 10_000;

    private static final float LOAD = 0.75f;

    private final TimeMeter clock;
    private final Map<Key, Bucket> buckets = new LinkedHashMap<>(16, LOAD, true) {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Bucket> eldest) {
            return size() > MAX;
        }
    };

    Buckets(TimeMeter clock) {
        this.clock = clock;
    }

    /// Compared for every request. What the compiler writes for a record is interpreted in the executable, and took
    /// a tenth of a small request (docs/adr/0045), so it is written out.
    private record Key(String limit, String holder) {

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && holder.equals(key.holder) && limit.equals(key.limit);
        }

        @Override
        public int hashCode() {
            return 31 * holder.hashCode() + limit.hashCode();
        }
    }

    /// The bucket of a holder for this limit.
    synchronized Bucket of(Limit limit, String holder) {
        Key key = new Key(limit.name(), holder);
        Bucket known = buckets.get(key);
        if (known == null) {
            known = limit.bucket(clock);
            buckets.put(key, known);
        }
        return known;
    }

    synchronized int size() {
        return buckets.size();
    }
}

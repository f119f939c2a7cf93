package io.liftline.ingest;

import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicLong;

/// Counts the bytes that ingest requests hold in memory: bodies from their first byte to the answer, and
/// batches until they are written.
@Singleton
public class BytesInFlight {

    private final AtomicLong bytes = new AtomicLong();
    private final long limit;

    BytesInFlight(IngestConfig config) {
        this.limit = config.maxBytesInFlight().asLongValue();
    }

    /// Adds bytes if the sum stays within the limit, and returns whether it did.
    public boolean offer(long more) {
        if (bytes.addAndGet(more) <= limit) {
            return true;
        }
        bytes.addAndGet(-more);
        return false;
    }

    /// Adds bytes without a check of the limit.
    public void add(long more) {
        bytes.addAndGet(more);
    }

    public void remove(long less) {
        bytes.addAndGet(-less);
    }

    /// The current number of bytes.
    public long now() {
        return bytes.get();
    }
}

package io.liftline.ingest;

import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicLong;

/// How many bytes requests hold at the moment: bodies from their first byte to their answer, and batches
/// until they are written.
@Singleton
public class BytesInFlight {

    private final AtomicLong bytes = new AtomicLong();
    private final long limit;

    BytesInFlight(IngestConfig config) {
        this.limit = config.maxBytesInFlight().asLongValue();
    }

    /// Takes room for a body, if there is some.
    public boolean offer(long more) {
        if (bytes.addAndGet(more) <= limit) {
            return true;
        }
        bytes.addAndGet(-more);
        return false;
    }

    /// Counts what has been let in already.
    public void add(long more) {
        bytes.addAndGet(more);
    }

    public void remove(long less) {
        bytes.addAndGet(-less);
    }

    /// The bytes in flight now.
    public long now() {
        return bytes.get();
    }
}

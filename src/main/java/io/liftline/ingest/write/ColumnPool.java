package io.liftline.ingest.write;

import io.liftline.web.Unneeded;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayDeque;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// A pool of column arrays, which are reused by later batches to avoid garbage. Its size is bounded; further
/// arrays are left to the garbage collector, and so are those that nobody needed for a while (docs/adr/0043).
///
/// Large columns are only lent to batches that have outgrown small ones, so a small batch does not hold the
/// memory of a large one.
@Singleton
public class ColumnPool {

    /// From so many rows on, columns are large.
    static final int LARGE_ROWS = 8 * 1024;

    /// Enough for a batch of 100,000 rows with nine channels, or for 20 of 8,192.
    private static final long MAX_BYTES_KEPT = 16L * 1024 * 1024;

    private final ArrayDeque<Columns> small = new ArrayDeque<>();
    private final ArrayDeque<Columns> large = new ArrayDeque<>();
    private final Unneeded unneeded;
    private long bytesKept;

    @Inject
    public ColumnPool() {
        this(System::nanoTime);
    }

    /// @param nanoTime a clock like [System#nanoTime()]
    ColumnPool(LongSupplier nanoTime) {
        this.unneeded = new Unneeded(nanoTime);
    }

    /// Empty columns. The caller owns them until they are returned by [#give].
    Columns take() {
        Columns kept = kept(small);
        return kept == null ? new Columns() : kept;
    }

    /// Columns with the same rows and room for more, in place of columns that are full.
    Columns larger(Columns full) {
        Columns kept = full.capacity() < LARGE_ROWS ? null : kept(large);
        if (kept == null || kept.capacity() <= full.capacity()) {
            if (kept != null) {
                give(kept);
            }
            full.grow();
            return full;
        }
        kept.copy(full);
        give(full);
        return kept;
    }

    /// Returns columns to the pool. The caller must not use them any more.
    synchronized void give(Columns columns) {
        columns.clear();
        if (bytesKept + columns.bytes() <= MAX_BYTES_KEPT) {
            bytesKept += columns.bytes();
            (columns.capacity() <= LARGE_ROWS ? small : large).addLast(columns);
        }
        keepAtMost(bytesKept - unneeded.of(bytesKept));
    }

    /// Large columns go first, and those that were not used for longest.
    private void keepAtMost(long bytes) {
        while (bytesKept > bytes) {
            bytesKept -= (large.isEmpty() ? small : large).removeFirst().bytes();
        }
        unneeded.left(bytesKept);
    }

    private synchronized @Nullable Columns kept(ArrayDeque<Columns> free) {
        Columns last = free.pollLast();
        if (last != null) {
            bytesKept -= last.bytes();
            unneeded.left(bytesKept);
        }
        return last;
    }
}

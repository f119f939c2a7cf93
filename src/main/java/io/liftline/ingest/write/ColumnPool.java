package io.liftline.ingest.write;

import jakarta.inject.Singleton;
import java.util.ArrayDeque;

/// A pool of column arrays, which are reused by later batches to avoid garbage. Its size is bounded; further
/// arrays are left to the garbage collector.
@Singleton
public class ColumnPool {

    /// About 5 MiB with nine channels per row.
    private static final int MAX_ROWS_KEPT = 64 * 1024;

    private final ArrayDeque<Columns> free = new ArrayDeque<>();
    private int rowsKept;

    /// Empty columns. The caller owns them until they are returned by [#give].
    synchronized Columns take() {
        Columns last = free.pollLast();
        if (last == null) {
            return new Columns();
        }
        rowsKept -= last.capacity();
        return last;
    }

    /// Returns columns to the pool. The caller must not use them any more.
    synchronized void give(Columns columns) {
        if (rowsKept + columns.capacity() <= MAX_ROWS_KEPT) {
            columns.clear();
            rowsKept += columns.capacity();
            free.addLast(columns);
        }
    }
}

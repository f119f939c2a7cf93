package io.liftline.ingest.write;

import jakarta.inject.Singleton;
import java.util.ArrayDeque;

/// Column arrays that are free for the next batch, so that a row costs no garbage. What it keeps is bounded;
/// the rest goes the way of all garbage.
@Singleton
public class ColumnPool {

    /// About 5 MiB with the nine channels of a usual gauge.
    private static final int MAX_ROWS_KEPT = 64 * 1024;

    private final ArrayDeque<Columns> free = new ArrayDeque<>();
    private int rowsKept;

    /// Empty columns, now the caller's own.
    synchronized Columns take() {
        Columns last = free.pollLast();
        if (last == null) {
            return new Columns();
        }
        rowsKept -= last.capacity();
        return last;
    }

    /// Takes columns back; nobody may look at them any more.
    synchronized void give(Columns columns) {
        if (rowsKept + columns.capacity() <= MAX_ROWS_KEPT) {
            columns.clear();
            rowsKept += columns.capacity();
            free.addLast(columns);
        }
    }
}

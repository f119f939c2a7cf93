package io.liftline.ingest.codec;

import io.liftline.web.Unneeded;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// A pool of byte arrays for request bodies. Allocating a large array is expensive in the native executable:
/// its collector maps the memory, the kernel clears it page by page, and a later collection unmaps it.
///
/// The size of the pool is bounded. It reuses the most recently returned array first and discards the least
/// recently used one, so the pool adapts to the sizes that are requested. What nobody needed for a while is left to
/// the collector, so that a time of high load does not leave memory in use (docs/adr/0043).
@Singleton
public class ArrayPool {

    /// Shorter arrays are not pooled, because they are cheap to allocate.
    public static final int SHORTEST = 16 * 1024;

    private static final long MAX_BYTES_KEPT = 16L * 1024 * 1024;

    private final ArrayDeque<byte[]> free = new ArrayDeque<>();
    private final Unneeded unneeded;
    private long bytesKept;

    @Inject
    public ArrayPool() {
        this(System::nanoTime);
    }

    /// @param nanoTime a clock like [System#nanoTime()]
    ArrayPool(LongSupplier nanoTime) {
        this.unneeded = new Unneeded(nanoTime);
    }

    /// An array of at least this length, at most 25 % and 16 KiB longer. Its content is undefined. The caller
    /// owns it until it is returned by [#give].
    public byte[] take(int length) {
        if (length < SHORTEST) {
            return new byte[length];
        }
        byte[] kept = kept(length);
        return kept == null ? new byte[rounded(length)] : kept;
    }

    /// Returns an array to the pool. The caller must not use it any more.
    public synchronized void give(byte[] array) {
        if (array.length < SHORTEST || array.length > MAX_BYTES_KEPT) {
            return;
        }
        free.addFirst(array);
        bytesKept += array.length;
        long most = Math.min(MAX_BYTES_KEPT, bytesKept - unneeded.of(bytesKept));
        while (bytesKept > most) {
            bytesKept -= free.removeLast().length;
        }
        unneeded.left(bytesKept);
    }

    private synchronized byte @Nullable [] kept(int length) {
        for (Iterator<byte[]> each = free.iterator(); each.hasNext(); ) {
            byte[] array = each.next();
            if (array.length >= length && array.length - length <= length / 4 + SHORTEST) {
                each.remove();
                bytesKept -= array.length;
                unneeded.left(bytesKept);
                return array;
            }
        }
        return null;
    }

    /// Rounded up, so that bodies of similar length can reuse one array.
    private static int rounded(int length) {
        return (int) Math.min(Integer.MAX_VALUE - 8L, (length + (SHORTEST - 1L)) / SHORTEST * SHORTEST);
    }
}

package io.liftline.ingest.codec;

import jakarta.inject.Singleton;
import java.util.ArrayDeque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/// Arrays that are free for the next body. A large array is dear to make: the collector asks the kernel for
/// its memory, which comes page by page, and gives it back soon after.
///
/// What it keeps is bounded. The one given back last is lent first, and the one that nobody wanted for
/// longest is let go first, so that it follows the sizes that come.
@Singleton
public class ArrayPool {

    /// Shorter ones are not kept: they cost no more than other objects.
    public static final int SHORTEST = 16 * 1024;

    private static final long MAX_BYTES_KEPT = 16L * 1024 * 1024;

    private final ArrayDeque<byte[]> free = new ArrayDeque<>();
    private long bytesKept;

    /// An array of at least this length, at most a quarter and 16 KiB longer, now the caller's own. What is
    /// in it is of no use to anybody.
    public byte[] take(int length) {
        if (length < SHORTEST) {
            return new byte[length];
        }
        byte[] kept = kept(length);
        return kept == null ? new byte[rounded(length)] : kept;
    }

    /// Takes an array back; nobody may look at it any more.
    public synchronized void give(byte[] array) {
        if (array.length < SHORTEST || array.length > MAX_BYTES_KEPT) {
            return;
        }
        free.addFirst(array);
        bytesKept += array.length;
        while (bytesKept > MAX_BYTES_KEPT) {
            bytesKept -= free.removeLast().length;
        }
    }

    private synchronized byte @Nullable [] kept(int length) {
        for (Iterator<byte[]> each = free.iterator(); each.hasNext(); ) {
            byte[] array = each.next();
            if (array.length >= length && array.length - length <= length / 4 + SHORTEST) {
                each.remove();
                bytesKept -= array.length;
                return array;
            }
        }
        return null;
    }

    /// So that bodies of about the same length can follow each other in one array.
    private static int rounded(int length) {
        return (int) Math.min(Integer.MAX_VALUE - 8L, (length + (SHORTEST - 1L)) / SHORTEST * SHORTEST);
    }
}

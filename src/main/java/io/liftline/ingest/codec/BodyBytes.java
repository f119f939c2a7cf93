package io.liftline.ingest.codec;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// The bytes of a request body, while they arrive and until they are decoded, in arrays of an [ArrayPool].
///
/// A body of usual length is in one array, so it is decoded in place. A long one is in blocks, because an array of
/// many megabytes is too large for the pool: the event loop would wait until the kernel has cleared its memory, and the
/// collector would have to run soon.
public final class BodyBytes implements AutoCloseable {

    /// The length of a block.
    public static final int BLOCK = 64 * 1024;

    /// The longest body in one array.
    public static final int LONGEST_ARRAY = 1024 * 1024;

    private final ArrayPool pool;
    private final List<byte[]> blocks = new ArrayList<>(1);
    private int length;
    private int room;

    /// The block that is being filled, and how many bytes it has.
    private int current;

    private int filled;

    /// No bytes, and room for none.
    public BodyBytes(ArrayPool pool) {
        this.pool = pool;
    }

    /// Bytes that have arrived, in an array that becomes one of the pool.
    public BodyBytes(ArrayPool pool, byte[] whole) {
        this(pool);
        blocks.add(whole);
        room = whole.length;
        length = whole.length;
    }

    /// The number of bytes.
    public int length() {
        return length;
    }

    /// How many bytes there is room for.
    public int room() {
        return room;
    }

    /// Adds room by another block.
    ///
    /// @param size its length at least
    public void addBlock(int size) {
        byte[] block = pool.take(size);
        blocks.add(block);
        room += block.length;
    }

    /// Makes room for so many bytes in one array.
    ///
    /// @param total the bytes in all
    public void useOneArray(int total) {
        byte[] one = pool.take(total);
        int at = 0;
        for (byte[] block : blocks) {
            int part = Math.min(block.length, length - at);
            System.arraycopy(block, 0, one, at, part);
            at += part;
        }
        giveBack();
        blocks.add(one);
        room = one.length;
        filled = length;
    }

    /// Adds bytes. There must be room for them.
    public void add(Buffer chunk) {
        for (int from = 0; from < chunk.length(); ) {
            byte[] block = blocks.get(current);
            int part = Math.min(block.length - filled, chunk.length() - from);
            chunk.getBytes(from, from + part, block, filled);
            from += part;
            length += part;
            filled += part;
            if (filled == block.length) {
                current++;
                filled = 0;
            }
        }
    }

    /// Whether all bytes are in one array.
    boolean isOneArray() {
        return blocks.size() <= 1;
    }

    /// The array with all bytes, from index 0.
    byte[] array() {
        if (blocks.size() != 1) {
            useOneArray(length);
        }
        return blocks.getFirst();
    }

    /// The bytes in order.
    InputStream stream() {
        List<InputStream> parts = new ArrayList<>();
        int left = length;
        for (byte[] block : blocks) {
            parts.add(new ByteArrayInputStream(block, 0, Math.min(block.length, left)));
            left -= Math.min(block.length, left);
        }
        return new SequenceInputStream(Collections.enumeration(parts));
    }

    private void giveBack() {
        blocks.forEach(pool::give);
        blocks.clear();
        room = 0;
        current = 0;
        filled = 0;
    }

    /// Gives the arrays back to the pool; only the first call has an effect. The bytes must not be read after that.
    @Override
    public void close() {
        giveBack();
        length = 0;
    }
}

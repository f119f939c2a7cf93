package io.liftline.archive.store;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// Reads parts of a file that is to be stored, each when its bytes are within the pace.
///
/// @param file the file
/// @param bytes its size
/// @param limits those of the store
record FileParts(Path file, long bytes, Limits limits) {

    /// Sends a part.
    @FunctionalInterface
    interface Sender {

        /// @param number 1 for the first part
        void send(int number, byte[] part) throws IOException;
    }

    /// The whole file, which is no larger than a part.
    byte[] whole() throws IOException {
        return read(0, (int) bytes);
    }

    /// Sends all parts, one after the other.
    ///
    /// @throws IOException also if it takes too long
    void each(Sender sender) throws IOException {
        long start = System.nanoTime();
        int number = 1;
        for (long offset = 0; offset < bytes; offset += RemoteService.PART_BYTES) {
            if (System.nanoTime() - start > limits.object().toNanos()) {
                throw new IOException(
                        "it took longer than %s: %d of %d bytes were sent".formatted(limits.object(), offset, bytes));
            }
            sender.send(number++, read(offset, (int) Math.min(RemoteService.PART_BYTES, bytes - offset)));
        }
    }

    private byte[] read(long offset, int length) throws IOException {
        limits.pace().await(length);
        ByteBuffer part = ByteBuffer.allocate(length);
        try (FileChannel channel = FileChannel.open(file)) {
            while (part.hasRemaining()) {
                if (channel.read(part, offset + part.position()) < 0) {
                    throw new EOFException("the file %s became shorter while it was stored".formatted(file));
                }
            }
        }
        return part.array();
    }

    /// The MD5 of a part, by which the service refuses content that was damaged on its way. All services check it; many
    /// S3-compatible ones refuse the newer checksums, which the SDK adds by default.
    static byte[] md5(byte[] content) {
        try {
            return MessageDigest.getInstance("MD5").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new LinkageError("every JDK has MD5", e);
        }
    }
}

package io.liftline.archive.store;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/// Reads parts of a file that is to be stored.
final class FileParts {

    private FileParts() {}

    static byte[] read(Path file, long offset, int length) throws IOException {
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

    /// The value of the header `Content-MD5`, by which the service refuses content that was damaged on its way.
    /// All S3-compatible services check it; many refuse the newer checksums, which the SDK adds by default.
    static String md5(byte[] content) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("MD5").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new LinkageError("every JDK has MD5", e);
        }
    }
}

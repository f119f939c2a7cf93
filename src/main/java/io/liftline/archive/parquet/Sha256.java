package io.liftline.archive.parquet;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// SHA-256 of files and streams, in lower-case hexadecimal digits.
public final class Sha256 {

    private Sha256() {}

    /// The hash of a file.
    public static String of(Path file) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            return copy(content, OutputStream.nullOutputStream());
        }
    }

    /// Copies a stream and returns the hash of its content.
    public static String copy(InputStream content, OutputStream target) throws IOException {
        MessageDigest digest = sha256();
        new DigestInputStream(content, digest).transferTo(target);
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

package io.liftline.archive.restore;

import io.liftline.archive.parquet.Fingerprint;
import io.liftline.archive.parquet.Sha256;
import io.liftline.archive.store.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// Fetches the Parquet files of the store.
public final class StoredParquet {

    private StoredParquet() {}

    /// Copies an object to a local file.
    ///
    /// @throws DifferentContentException if its bytes are not the expected ones
    /// @throws java.nio.file.NoSuchFileException if it is not in the store
    public static void fetch(ObjectStore store, Fingerprint expected, Path target) throws IOException {
        String sha256;
        try (InputStream content = store.get(expected.object());
                OutputStream file = Files.newOutputStream(target)) {
            sha256 = Sha256.copy(content, file);
        }
        refuseUnless(expected, sha256, Files.size(target));
    }

    /// Reads an object and compares it, without a local file.
    ///
    /// @throws DifferentContentException if its bytes are not the expected ones
    /// @throws java.nio.file.NoSuchFileException if it is not in the store
    public static void check(ObjectStore store, Fingerprint expected) throws IOException {
        try (InputStream content = store.get(expected.object())) {
            refuseUnless(expected, Sha256.copy(content, OutputStream.nullOutputStream()), expected.bytes());
        }
    }

    private static void refuseUnless(Fingerprint expected, String sha256, long bytes) throws DifferentContentException {
        if (bytes != expected.bytes() || !sha256.equals(expected.sha256())) {
            throw new DifferentContentException(
                    "the object has %d bytes with SHA-256 %s, exported were %d bytes with SHA-256 %s"
                            .formatted(bytes, sha256, expected.bytes(), expected.sha256()));
        }
    }
}

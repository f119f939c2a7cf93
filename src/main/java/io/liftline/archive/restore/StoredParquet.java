package io.liftline.archive.restore;

import io.liftline.archive.parquet.Manifest;
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
    /// @throws DifferentContentException if its bytes are not those of the manifest
    /// @throws java.nio.file.NoSuchFileException if it is not in the store
    public static void fetch(ObjectStore store, Manifest manifest, Path target) throws IOException {
        String sha256;
        try (InputStream content = store.get(manifest.object());
                OutputStream file = Files.newOutputStream(target)) {
            sha256 = Sha256.copy(content, file);
        }
        refuseUnless(manifest, sha256, Files.size(target));
    }

    /// Reads an object and compares it with its manifest, without a local file.
    ///
    /// @throws DifferentContentException if its bytes are not those of the manifest
    /// @throws java.nio.file.NoSuchFileException if it is not in the store
    public static void check(ObjectStore store, Manifest manifest) throws IOException {
        try (InputStream content = store.get(manifest.object())) {
            refuseUnless(manifest, Sha256.copy(content, OutputStream.nullOutputStream()), manifest.bytes());
        }
    }

    private static void refuseUnless(Manifest manifest, String sha256, long bytes) throws DifferentContentException {
        if (bytes != manifest.bytes() || !sha256.equals(manifest.sha256())) {
            throw new DifferentContentException(
                    "the object has %d bytes with SHA-256 %s, exported were %d bytes with SHA-256 %s"
                            .formatted(bytes, sha256, manifest.bytes(), manifest.sha256()));
        }
    }
}

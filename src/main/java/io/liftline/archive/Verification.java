package io.liftline.archive;

import io.liftline.archive.ChunkState.Stored;
import io.liftline.archive.parquet.Contents;
import io.liftline.archive.parquet.Figures;
import io.liftline.archive.parquet.ParquetFiles;
import io.liftline.archive.restore.DifferentContentException;
import io.liftline.archive.restore.StoredParquet;
import io.liftline.archive.store.ObjectStore;
import io.liftline.parquet.WorkFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;

/// Reads an object back from the store and compares it with what the database said about the chunk.
///
/// @param store the store
/// @param parquet reads the file
/// @param clock the time of day
/// @param progress is told of each stage
record Verification(ObjectStore store, ParquetFiles parquet, InstantSource clock, Progress progress) {

    /// Verifies an object.
    ///
    /// @throws java.nio.file.NoSuchFileException if it is not in the store
    /// @throws DifferentContentException if it is not what was exported
    /// @throws IOException if the store or the file cannot be read
    Proof verify(Stored stored, WorkFiles work) throws SQLException, IOException {
        Export export = stored.export();
        Path file = work.file("read-back.parquet");
        progress.at(ChunkProgress.after(stored.chunk(), Stage.READING_BACK, export));
        try {
            StoredParquet.fetch(store, export.manifest().fingerprint(), file);
            progress.at(ChunkProgress.after(stored.chunk(), Stage.COMPARING, export));
            Contents contents = export.contents();
            Figures read = parquet.figures(file, contents.columns());
            List<String> differences = contents.figures().differences(read, contents.columns());
            if (!differences.isEmpty()) {
                throw new DifferentContentException(
                        "its rows differ from those in the database: " + String.join("; ", differences));
            }
            return new Proof(export, clock.instant());
        } finally {
            Files.deleteIfExists(file);
        }
    }
}

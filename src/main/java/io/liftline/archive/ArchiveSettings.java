package io.liftline.archive;

import io.liftline.schema.StorageConfig;
import java.nio.file.Path;

/// What a pass of the archive needs to know.
///
/// @param storage the ages of chunks
/// @param directory where temporary files may be
/// @param schemaVersion the schema version of the program
record ArchiveSettings(StorageConfig storage, Path directory, String schemaVersion) {}

/// The archive: chunks are exported to the object store, read back and verified, and only then dropped.
/// [io.liftline.archive.ChunkState] has the states, [io.liftline.archive.ArchivePass] the order of the work.
@NullMarked
package io.liftline.archive;

import org.jspecify.annotations.NullMarked;

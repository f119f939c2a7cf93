package io.liftline.archive.store;

import java.util.Optional;

/// The store of the archive, if one is configured.
///
/// @param configured the store; empty with `liftline.archive.store=none`
public record ArchiveStore(Optional<ObjectStore> configured) {}

package io.liftline.archive;

import java.time.Instant;
import java.util.Optional;

/// A row of the catalogue.
///
/// @param state how far the version has come
/// @param error why the last attempt to bring it further failed; empty if it did not
/// @param keepUntil before this time the chunk is not dropped, because it was restored
record CatalogueEntry(ChunkState state, Optional<String> error, Optional<Instant> keepUntil) {

    ChunkVersion chunk() {
        return state.chunk();
    }

    boolean isKeptAt(Instant now) {
        return keepUntil.filter(now::isBefore).isPresent();
    }

    boolean isDropped() {
        return state instanceof ChunkState.Dropped;
    }
}

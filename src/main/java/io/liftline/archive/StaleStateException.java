package io.liftline.archive;

/// The catalogue has another state of a version than the one that was to be changed: another replica leads.
final class StaleStateException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StaleStateException(ChunkVersion chunk) {
        super("another replica has changed the state of %s version %d".formatted(chunk.chunk(), chunk.version()));
    }
}

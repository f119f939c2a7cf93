package io.liftline.schema;

/// The database cannot be used yet: another process still migrates it, or it is being demoted. Trying again
/// is right.
public final class DatabaseNotReadyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// Not ready, for this reason of one line.
    public DatabaseNotReadyException(String line) {
        super(line);
    }
}

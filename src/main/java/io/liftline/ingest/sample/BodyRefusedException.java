package io.liftline.ingest.sample;

/// A body is rejected as a whole, for example because its header has no well column. Nothing of it is stored.
public final class BodyRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient RowError error;

    /// Rejects a body because of this error.
    public BodyRefusedException(RowError error) {
        super(error.detail(), null, false, false);
        this.error = error;
    }

    /// The reason.
    public RowError error() {
        return error;
    }
}

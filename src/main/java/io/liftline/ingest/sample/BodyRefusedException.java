package io.liftline.ingest.sample;

/// The body as a whole cannot be read as samples, such as one whose header names no well: nothing of it is kept.
public final class BodyRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient RowError error;

    /// Refuses a body for this error.
    public BodyRefusedException(RowError error) {
        super(error.detail(), null, false, false);
        this.error = error;
    }

    /// What is wrong with the body.
    public RowError error() {
        return error;
    }
}

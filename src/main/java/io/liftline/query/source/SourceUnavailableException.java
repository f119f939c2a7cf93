package io.liftline.query.source;

/// Archived samples cannot be read. The message is for the client.
public final class SourceUnavailableException extends Exception {

    private static final long serialVersionUID = 1L;

    /// @param message what cannot be read and why, without addresses and credentials
    /// @param cause what failed
    public SourceUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    /// @param message what cannot be read and why
    public SourceUnavailableException(String message) {
        super(message);
    }
}

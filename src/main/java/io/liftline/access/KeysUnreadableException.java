package io.liftline.access;

/// The stored signing keys are encrypted with a key that is not configured. A retry does not help.
public final class KeysUnreadableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// @param message what is wrong and which setting mends it, without a secret
    public KeysUnreadableException(String message) {
        super(message, null, false, false);
    }
}

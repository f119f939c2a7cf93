package io.liftline.client;

/// The command line is wrong: exit status 2. The message says what to write instead.
final class MisuseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MisuseException(String message) {
        super(message, null, false, false);
    }
}

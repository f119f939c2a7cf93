package io.liftline.client;

/// A command cannot go on: exit status 1. The message is for a person.
final class StoppedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StoppedException(String message) {
        super(message, null, false, false);
    }
}

package io.liftline.query;

/// A statement failed on the standby. It is asked again at the database.
final class StandbyFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StandbyFailedException(Throwable cause) {
        super("the standby has failed", cause, false, false);
    }
}

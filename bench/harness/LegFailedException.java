package harness;

/// A leg whose figures mean nothing: rows are missing, or a request was refused.
public final class LegFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public LegFailedException(String message) {
        super(message);
    }
}

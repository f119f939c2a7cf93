package harness;

/// The figures of a leg are not valid: rows are missing, or a request was refused.
public final class LegFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public LegFailedException(String message) {
        super(message);
    }
}

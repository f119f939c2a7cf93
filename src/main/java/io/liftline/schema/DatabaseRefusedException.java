package io.liftline.schema;

/// The database cannot be used, and waiting will not mend it. The message is one line for the operator:
/// what is wrong, the value, the limit, and what to run.
public final class DatabaseRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// A refusal with this line.
    public DatabaseRefusedException(String line) {
        super(line);
    }
}

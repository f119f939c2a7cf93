package io.liftline.query.source;

import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;

/// Whether a question reads the archive (`?archive=`).
public enum ArchiveUse {
    /// Samples that are in the archive only are part of the answer.
    READ,
    /// Only samples in the database are.
    LEAVE_OUT;

    /// `archive=true` or `false`.
    ///
    /// @throws ProblemException 400 if it is neither
    public static ArchiveUse parse(String text) {
        return switch (text) {
            case "true" -> READ;
            case "false" -> LEAVE_OUT;
            default ->
                throw new ProblemException(
                        ProblemCode.MALFORMED_REQUEST,
                        "archive is '%s', but must be true or false"
                                .formatted(text.length() <= 64 ? text : text.substring(0, 64)));
        };
    }
}

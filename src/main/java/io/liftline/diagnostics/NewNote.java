package io.liftline.diagnostics;

import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The body of a request that changes the life of a finding.
@Schema(name = "NewNote")
record NewNote(
        @Schema(description = "What to remember about it, 1 to 2,000 characters", maxLength = 2_000) @Nullable
        String note) {

    /// Maximum length of a note.
    static final int MAX = 2_000;

    /// The note of a body, if it has one.
    ///
    /// @throws ProblemException 422 if it is blank or too long
    static Optional<String> of(@Nullable NewNote body) {
        if (body == null || body.note == null) {
            return Optional.empty();
        }
        if (body.note.isBlank() || body.note.length() > MAX || body.note.indexOf('\0') >= 0) {
            throw new ProblemException(
                    ProblemCode.UNPROCESSABLE, "note must be a text of 1 to %d characters".formatted(MAX));
        }
        return Optional.of(body.note);
    }

    /// The note of a body, which must have one.
    ///
    /// @throws ProblemException 422 if it has none, or it is blank or too long
    static String required(@Nullable NewNote body) {
        return of(body).orElseThrow(() -> new ProblemException(ProblemCode.UNPROCESSABLE, "note is missing"));
    }
}

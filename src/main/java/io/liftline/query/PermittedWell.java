package io.liftline.query;

import io.liftline.access.WellScope;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.liftline.telemetry.WellId;

/// A well that the caller may access; it need not exist. Only [#of] creates one, so a statement about a single
/// well cannot run for a well outside the caller's scope, and a caller cannot find out whether such a well
/// exists.
final class PermittedWell {

    private final String id;

    private PermittedWell(String id) {
        this.id = id;
    }

    /// The well with this id.
    ///
    /// @throws ProblemException 404 if it is outside the scope, or no stored well can have this id
    static PermittedWell of(WellScope scope, String id) {
        if (!canBeStored(id) || !scope.permits(id)) {
            throw notFound(id);
        }
        return new PermittedWell(id);
    }

    String id() {
        return id;
    }

    /// The answer for a well that does not exist, which is the same as for one outside the scope.
    ProblemException notFound() {
        return notFound(id);
    }

    /// Whether a stored well can have this id. This is less strict than the rule for new samples, because a
    /// database that was taken over may contain other ids.
    static boolean canBeStored(String text) {
        return !text.isEmpty()
                && text.codePointCount(0, text.length()) <= WellId.MAX_LENGTH
                && text.codePoints().noneMatch(Character::isISOControl);
    }

    private static ProblemException notFound(String id) {
        return new ProblemException(
                ProblemCode.NOT_FOUND, "There is no well '" + QueryParameter.clip(id) + "' that you may see");
    }
}

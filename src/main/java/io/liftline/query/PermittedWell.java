package io.liftline.query;

import io.liftline.access.WellScope;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.liftline.telemetry.WellId;

/// A well that the caller may see, if it is there. Only [#of] makes one, so a statement about a single well
/// cannot be run for a well outside of the caller's scope: whether such a well exists is not even looked up.
final class PermittedWell {

    private final String id;

    private PermittedWell(String id) {
        this.id = id;
    }

    /// The well of this name.
    ///
    /// @throws ProblemException 404 when the scope does not hold it, or no stored well can have this name
    static PermittedWell of(WellScope scope, String id) {
        if (!canBeStored(id) || !scope.permits(id)) {
            throw notFound(id);
        }
        return new PermittedWell(id);
    }

    String id() {
        return id;
    }

    /// The answer for a well that is not there, the same as for one outside of the scope.
    ProblemException notFound() {
        return notFound(id);
    }

    /// Whether a stored well can have this name. Wider than the rule for new samples, since a database that
    /// was taken over may hold others.
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

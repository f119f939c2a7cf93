package io.liftline.query;

import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.liftline.web.PageCursor;

/// A query for a page of wells.
///
/// @param prefix only wells whose id has this prefix; empty for all
/// @param after only wells after this id; empty for all
record WellsQuery(String prefix, String after) {

    /// All wells.
    static final WellsQuery ALL = new WellsQuery("", "");

    /// Separates the parts of a cursor. No well id contains it.
    private static final char SEPARATOR = '\n';

    private static final String VERSION = "w1";

    /// The query for the next page.
    ///
    /// @param last the last id of this page
    WellsQuery after(String last) {
        return new WellsQuery(prefix, last);
    }

    /// This query as an opaque text, for `next_cursor`.
    String cursor() {
        String text = VERSION + SEPARATOR + prefix + SEPARATOR + after;
        return PageCursor.of(text);
    }

    /// The query for `?prefix=` and `?cursor=`, each possibly empty.
    ///
    /// @throws ProblemException 400 if the cursor is invalid or belongs to another prefix
    static WellsQuery of(String prefix, String cursor) {
        if (!prefix.isEmpty() && !PermittedWell.canBeStored(prefix)) {
            throw new ProblemException(
                    ProblemCode.MALFORMED_REQUEST,
                    "prefix is '" + QueryParameter.clip(prefix) + "', but no well has a name that begins so");
        }
        if (cursor.isEmpty()) {
            return new WellsQuery(prefix, "");
        }
        WellsQuery query = resume(cursor);
        if (!prefix.isEmpty() && !prefix.equals(query.prefix)) {
            throw malformed("cursor is of a page with prefix '" + query.prefix + "'; keep to it, or start anew");
        }
        return query;
    }

    private static WellsQuery resume(String cursor) {
        String[] parts = PageCursor.text(cursor).split(String.valueOf(SEPARATOR), -1);
        if (parts.length != 3
                || !parts[0].equals(VERSION)
                || !(parts[1].isEmpty() || PermittedWell.canBeStored(parts[1]))
                || !PermittedWell.canBeStored(parts[2])) {
            throw PageCursor.invalid();
        }
        return new WellsQuery(parts[1], parts[2]);
    }

    private static ProblemException malformed(String detail) {
        return new ProblemException(ProblemCode.MALFORMED_REQUEST, detail);
    }
}

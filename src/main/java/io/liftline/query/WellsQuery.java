package io.liftline.query;

import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// The question for wells by name.
///
/// @param prefix only wells whose name begins so; empty for all
/// @param after only wells behind this name; empty for all
record WellsQuery(String prefix, String after) {

    /// Every well.
    static final WellsQuery ALL = new WellsQuery("", "");

    /// What separates the parts of a cursor: no name holds it.
    private static final char SEPARATOR = '\n';

    private static final String VERSION = "w1";

    /// The question for the wells that follow.
    ///
    /// @param last the last name that was given
    WellsQuery after(String last) {
        return new WellsQuery(prefix, last);
    }

    /// This question as opaque text for `next_cursor`.
    String cursor() {
        String text = VERSION + SEPARATOR + prefix + SEPARATOR + after;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /// The question of `?prefix=` and `?cursor=`; each may be empty.
    ///
    /// @throws ProblemException 400 when the cursor is none, or of another prefix
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
        String[] parts = decode(cursor).split(String.valueOf(SEPARATOR), -1);
        if (parts.length != 3
                || !parts[0].equals(VERSION)
                || !(parts[1].isEmpty() || PermittedWell.canBeStored(parts[1]))
                || !PermittedWell.canBeStored(parts[2])) {
            throw malformed("cursor is not one that this service gave");
        }
        return new WellsQuery(parts[1], parts[2]);
    }

    private static String decode(String cursor) {
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw malformed("cursor is not one that this service gave");
        }
    }

    private static ProblemException malformed(String detail) {
        return new ProblemException(ProblemCode.MALFORMED_REQUEST, detail);
    }
}

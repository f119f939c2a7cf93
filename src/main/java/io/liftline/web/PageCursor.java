package io.liftline.web;

import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// The spelling of `next_cursor`: a short text that says where the next page begins, in base64url (RFC 4648) without
/// padding, because clients must not read it.
public final class PageCursor {

    private PageCursor() {}

    /// The cursor for a text.
    public static String of(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /// The text of a cursor.
    ///
    /// @throws ProblemException 400 if the cursor is not base64url
    public static String text(String cursor) {
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            throw invalid();
        }
    }

    /// The answer to a cursor that this service did not make: 400.
    public static ProblemException invalid() {
        return new ProblemException(ProblemCode.MALFORMED_REQUEST, "cursor is not one that this service gave");
    }
}

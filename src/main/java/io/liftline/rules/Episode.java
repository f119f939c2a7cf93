package io.liftline.rules;

import io.vertx.core.json.JsonArray;

/// Where a rule stands for a well. All times are in microseconds since 1970-01-01T00:00:00Z.
///
/// @param holdsSince since when it holds; [#NEVER] if it does not
/// @param openedAt when a finding was opened; [#NEVER] if none is open
/// @param endsSince since when it does not hold, while a finding is open; [#NEVER] if it does
record Episode(long holdsSince, long openedAt, long endsSince) {

    /// No time.
    static final long NEVER = -1;

    /// The rule does not hold.
    static final Episode QUIET = new Episode(NEVER, NEVER, NEVER);

    /// Whether it is [#QUIET]. Asked for each rule and sample, and what the compiler writes for a record is
    /// interpreted in the executable (docs/adr/0045).
    boolean isQuiet() {
        return holdsSince == NEVER && openedAt == NEVER && endsSince == NEVER;
    }

    boolean isOpen() {
        return openedAt != NEVER;
    }

    /// The same after a time without samples: what had to last begins anew.
    Episode afterGap() {
        return isOpen() ? new Episode(holdsSince, openedAt, NEVER) : QUIET;
    }

    JsonArray json() {
        return new JsonArray().add(holdsSince).add(openedAt).add(endsSince);
    }

    /// Reads [#json].
    static Episode of(JsonArray json) {
        return new Episode(json.getLong(0), json.getLong(1), json.getLong(2));
    }
}

package io.liftline.archive;

import java.util.Locale;

/// What `liftline_drop_chunk` answered; its comment in the migration has the meaning of each.
enum DropOutcome {
    DROPPED,
    NOT_VERIFIED,
    KEPT,
    PENDING,
    CHANGED,
    OVERLAPPING;

    static DropOutcome of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}

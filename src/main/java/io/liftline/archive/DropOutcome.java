package io.liftline.archive;

import java.util.Locale;

/// What `liftline_drop_chunk` answered; its comments in the migrations V48 and V86 have the meaning of each.
enum DropOutcome {
    DROPPED,
    NOT_VERIFIED,
    KEPT,
    PENDING,
    CHANGED,
    FEWER,
    OVERLAPPING;

    static DropOutcome of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}

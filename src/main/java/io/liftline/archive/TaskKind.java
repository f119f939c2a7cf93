package io.liftline.archive;

import java.util.Locale;

/// What the archive can be asked to do.
enum TaskKind {
    /// A pass over all chunks.
    RUN,
    RESTORE,
    DRILL;

    /// The name in the table `archive_task`.
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static TaskKind of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}

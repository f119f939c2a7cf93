package io.liftline.query;

import java.util.Locale;

/// What a statement costs. The statements of a class share its connections ([Bulkhead]), so that expensive
/// questions do not keep cheap ones waiting.
enum QuestionClass {

    /// Reads few rows of each well.
    SMALL(2),

    /// Reads a range of samples.
    LARGE(4),

    /// Searches for a well of which the table `well` does not know where its samples are ([WellSearch]). If it has to
    /// search all chunks, its planning time grows with their number: a second or more for 4,000.
    SEARCH(10);

    private final int part;

    QuestionClass(int part) {
        this.part = part;
    }

    /// How many statements of this class may run at once. The rest of the pool is for logins and other
    /// requests.
    ///
    /// @param poolSize number of connections
    int atOnce(int poolSize) {
        return Math.max(1, poolSize / part);
    }

    /// How many of them may be of one caller. Each statement that reads a range keeps a core of the database busy, and
    /// part of one here, while small questions of others wait for their turns.
    ///
    /// @param poolSize number of connections
    int ofCaller(int poolSize) {
        return switch (this) {
            case SMALL, SEARCH -> atOnce(poolSize);
            case LARGE -> Math.max(1, atOnce(poolSize) / 2);
        };
    }

    /// The name in the metrics.
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package io.liftline.archive;

import java.util.Locale;

/// What is being done with a chunk, in order.
enum Stage {
    /// The database counts the rows and computes their figures.
    COUNTING,
    /// The rows are read, and become a Parquet file.
    READING,
    /// The file becomes an object of the store.
    STORING,
    /// The object is read back.
    READING_BACK,
    /// It is compared with the figures of the database.
    COMPARING,
    /// It is read once more, and the database counts the rows again and drops the chunk.
    DROPPING;

    /// The name in answers.
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}

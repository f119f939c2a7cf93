package io.liftline.archive;

import java.sql.SQLException;

/// Is told how far the archive has come, for logs, metrics and the status.
@FunctionalInterface
interface Progress {

    /// A step is done and durable.
    void reached(Step step, ChunkVersion chunk);

    /// A chunk is at work. Called at the begin of each stage, and often while rows are read.
    ///
    /// @throws SQLException if the database of the catalogue is away
    default void at(ChunkProgress now) throws SQLException {}
}

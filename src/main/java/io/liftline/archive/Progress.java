package io.liftline.archive;

/// Is told of each step of the archive, for logs, metrics and the status.
@FunctionalInterface
interface Progress {

    /// A step is done and durable.
    void reached(Step step, ChunkVersion chunk);
}

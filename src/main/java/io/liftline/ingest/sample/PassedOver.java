package io.liftline.ingest.sample;

/// What line protocol may hold beside a sample; it is passed over and counted by name.
public enum PassedOver {
    /// A tag that is not the one that names the well, such as the `host` that Telegraf adds.
    TAG,
    /// A field that is text or boolean, and so can be no channel.
    FIELD;

    /// Where the counts go.
    @FunctionalInterface
    public interface Counts {
        /// Counts what was passed over in a body.
        ///
        /// @param name its name as the client wrote it
        void add(PassedOver what, String name, long times);
    }
}

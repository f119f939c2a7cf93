package io.liftline.ingest.sample;

/// Parts of line protocol that do not belong to a sample. They are ignored and counted by name.
public enum PassedOver {
    /// A tag other than the well tag, such as the `host` that Telegraf adds.
    TAG,
    /// A field with a text or a boolean, which cannot be a channel.
    FIELD;

    /// Receives the counts.
    @FunctionalInterface
    public interface Counts {
        /// Adds the count of an ignored name.
        ///
        /// @param name the name in the body
        void add(PassedOver what, String name, long times);
    }
}

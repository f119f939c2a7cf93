package io.liftline.ingest.write;

/// Receives the outcome of each row of a [CommitGroup], by its position.
interface RowOutcomes {

    /// For callers that need only the resulting values.
    RowOutcomes IGNORED = new RowOutcomes() {

        @Override
        public void inserted(int position) {}

        @Override
        public void updated(int position) {}

        @Override
        public void duplicate(int position) {}

        @Override
        public void conflict(int position, int channel, double stored) {}
    };

    /// The row is the first of its (well, timestamp).
    void inserted(int position);

    /// The row added or changed a value.
    void updated(int position);

    /// The row changed nothing: its values are stored already, or a later row of its request replaces them.
    void duplicate(int position);

    /// A value of the row differs from the stored value, which is kept.
    ///
    /// @param channel the first such channel, by ordinal
    /// @param stored the stored value; NaN if there is none and the stored row may not be changed
    void conflict(int position, int channel, double stored);
}

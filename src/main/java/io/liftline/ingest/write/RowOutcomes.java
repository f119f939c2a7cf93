package io.liftline.ingest.write;

/// Is told what became of each row of a [CommitGroup], by its position.
interface RowOutcomes {

    /// For whoever only wants to know the values that come out.
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

    /// The row filled in or changed a value.
    void updated(int position);

    /// Everything the row says was stored already, or is replaced by a later row of its request.
    void duplicate(int position);

    /// A value of the row differs from the stored one, which stays.
    ///
    /// @param channel the first such channel, by ordinal
    /// @param stored the value that stays; NaN when the channel has none and the stored row may not change
    void conflict(int position, int channel, double stored);
}

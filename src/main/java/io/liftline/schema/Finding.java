package io.liftline.schema;

/// A finding of the checks before a takeover: one line for the operator.
///
/// @param weight whether it prevents the takeover
/// @param line the finding, and the statement to run if something must be done first
record Finding(Weight weight, String line) {

    /// Whether a finding prevents the takeover.
    enum Weight {
        /// The takeover is refused before anything is changed.
        REFUSED,
        /// A statement or a program may behave differently afterwards.
        WARNING,
        /// What will be changed, or stays as it is.
        NOTE
    }
}

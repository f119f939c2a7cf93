package io.liftline.ingest.sample;

/// What a value that is no number, or that cannot be real, does to its sample (parameter `bad_values`). Either way
/// it is named.
public enum BadValues {
    /// It costs the sample: `bad_values=reject`, the default.
    REJECT,
    /// It counts as not measured, and the rest of the sample is kept: `bad_values=null`.
    NULL
}

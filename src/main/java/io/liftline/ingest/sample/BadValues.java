package io.liftline.ingest.sample;

/// How a value that is not a number or out of range affects its sample (parameter `bad_values`). It is listed
/// as an error in both cases.
public enum BadValues {
    /// The sample is rejected: `bad_values=reject`, the default.
    REJECT,
    /// The value is stored as not measured, and the rest of the sample is kept: `bad_values=null`.
    NULL
}

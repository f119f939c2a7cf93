package io.liftline.query.fleet;

/// A channel that the newest sample of a well does not have.
///
/// @param wellId the well
/// @param channel the index of the channel in the question
public record MissingValue(String wellId, int channel) {}

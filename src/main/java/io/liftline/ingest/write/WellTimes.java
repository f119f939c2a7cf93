package io.liftline.ingest.write;

/// The event times of a well that were written.
///
/// @param wellId the well
/// @param first the least, microseconds since 1970-01-01T00:00:00Z
/// @param last the greatest
record WellTimes(String wellId, long first, long last) {}

package io.liftline.ingest.write;

/// The range of event times of a well.
///
/// @param wellId the well
/// @param first the earliest, in microseconds since 1970-01-01T00:00:00Z
/// @param last the latest, in microseconds since 1970-01-01T00:00:00Z
record WellTimes(String wellId, long first, long last) {}

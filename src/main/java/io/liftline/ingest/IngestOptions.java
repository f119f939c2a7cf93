package io.liftline.ingest;

import io.liftline.ingest.codec.SampleDecoder;
import io.liftline.ingest.write.OnConflict;

/// The options of an ingest request.
///
/// @param decoder decoder of the body's format
/// @param rules how values are interpreted
/// @param onConflict how samples are stored whose (well, timestamp) is stored already
/// @param atomicity whether valid samples are stored if others are invalid
public record IngestOptions(SampleDecoder decoder, ReadingRules rules, OnConflict onConflict, Atomicity atomicity) {}

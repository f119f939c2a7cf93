package io.liftline.ingest;

import io.liftline.ingest.codec.SampleDecoder;
import io.liftline.ingest.write.OnConflict;

/// How a request wants its samples stored.
///
/// @param decoder the format of the body
/// @param rules how its values are to be understood
/// @param onConflict what happens to samples that are stored already
/// @param atomicity whether good samples are kept beside bad ones
public record IngestOptions(SampleDecoder decoder, ReadingRules rules, OnConflict onConflict, Atomicity atomicity) {}

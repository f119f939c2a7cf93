package io.liftline.ingest;

/// The two fields of a sample that are not channels, named alike in every format.
final class SampleField {

    static final String WELL_ID = "well_id";
    static final String TIMESTAMP = "timestamp";

    private SampleField() {}
}

package io.liftline.ingest.sample;

/// The two fields of a sample that are not channels. They have the same name in every format.
public final class SampleField {

    public static final String WELL_ID = "well_id";
    public static final String TIMESTAMP = "timestamp";

    private SampleField() {}
}

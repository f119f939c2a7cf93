package io.liftline.schema;

/// The edition of TimescaleDB, which decides whether compression, continuous aggregates and policies are
/// there.
public enum Edition {
    /// Everything, under the Timescale License (`timescaledb.license = timescale`).
    COMMUNITY,
    /// Hypertables and `time_bucket` only, under the Apache License (`timescaledb.license = apache`).
    APACHE;

    /// The edition that the setting `timescaledb.license` names; anything but `timescale` has the Apache
    /// features only.
    static Edition ofLicense(String license) {
        return license.equals("timescale") ? COMMUNITY : APACHE;
    }
}

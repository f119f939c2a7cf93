package io.liftline.ingest.sample;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// Why a sample was rejected or only partly stored. In answers, the code is in lower case.
public enum RejectCode {
    /// Not an object, a wrong number of fields, a repeated field, or a syntax error.
    MALFORMED,
    MISSING_WELL_ID,
    INVALID_WELL_ID,
    MISSING_TIMESTAMP,
    INVALID_TIMESTAMP,
    /// Further ahead of the service's clock than configured.
    TIMESTAMP_IN_FUTURE,
    /// Before 2000-01-01T00:00:00Z.
    TIMESTAMP_TOO_OLD,
    /// Older than a retention policy of the database keeps: its next run would delete the sample.
    BEYOND_RETENTION,
    /// Line protocol: a measurement other than `esp_telemetry`.
    UNKNOWN_MEASUREMENT,
    /// Line protocol: a tag other than `well_id`.
    UNKNOWN_TAG,
    UNKNOWN_CHANNEL,
    UNKNOWN_UNIT,
    NOT_A_NUMBER,
    OUT_OF_RANGE,
    /// The sample has no values.
    NO_CHANNELS,
    /// The caller may not write to this well.
    FORBIDDEN_WELL,
    /// A rule of the table rejects it: a foreign key, a CHECK constraint, a required column, a trigger.
    CONSTRAINT,
    /// A value differs from the stored one, which is kept. The sample is counted under `conflicts`, not
    /// `rejected`.
    CONFLICT;

    @JsonValue
    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}

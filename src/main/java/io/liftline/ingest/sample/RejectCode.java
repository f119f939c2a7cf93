package io.liftline.ingest.sample;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// Why a sample was not kept, or not kept whole; on the wire in lower case.
public enum RejectCode {
    /// Not an object, not the header's number of fields, a field given twice, or not readable at all.
    MALFORMED,
    MISSING_WELL_ID,
    INVALID_WELL_ID,
    MISSING_TIMESTAMP,
    INVALID_TIMESTAMP,
    /// Further ahead of the service's clock than the configured allowance.
    TIMESTAMP_IN_FUTURE,
    /// Before 2000-01-01T00:00:00Z.
    TIMESTAMP_TOO_OLD,
    /// Line protocol: another measurement than `esp_telemetry`.
    UNKNOWN_MEASUREMENT,
    /// Line protocol: another tag than `well_id`.
    UNKNOWN_TAG,
    UNKNOWN_CHANNEL,
    UNKNOWN_UNIT,
    NOT_A_NUMBER,
    OUT_OF_RANGE,
    /// Nothing was measured.
    NO_CHANNELS,
    /// The caller's grants do not cover the well.
    FORBIDDEN_WELL,
    /// A value differs from the stored one, which stays. The sample counts as `conflicts`, not as `rejected`.
    CONFLICT;

    @JsonValue
    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package io.liftline.ingest;

import io.liftline.ingest.sample.RawSample;
import io.liftline.ingest.sample.RejectCode;
import io.liftline.ingest.sample.SampleField;
import io.liftline.ingest.sample.TimeFormat;
import io.liftline.ingest.write.Retention;
import io.liftline.telemetry.Timestamp;
import java.time.Duration;
import java.time.Instant;

/// The event times that a request may have: not before the year 2000, not before what the database keeps, and
/// not far ahead of the clock of the service.
final class AcceptedTimes {

    static final long OLDEST = Timestamp.micros(Instant.parse("2000-01-01T00:00:00Z"));

    private final Duration futureAllowance;
    private final long newest;
    private final Retention retention;

    /// Older samples would be deleted by the retention policy, in microseconds since 1970.
    private final long retained;

    /// @param now current time of the service
    /// @param futureAllowance how far an event time may be ahead of it
    /// @param retention how long the database keeps samples
    AcceptedTimes(Instant now, Duration futureAllowance, Retention retention) {
        this.futureAllowance = futureAllowance;
        this.newest = Timestamp.micros(now.plus(futureAllowance));
        this.retention = retention;
        this.retained = retention.isUnlimited() ? OLDEST : Timestamp.micros(now.minus(retention.keeps()));
    }

    /// Marks a sample without an acceptable time as faulty.
    ///
    /// @param times the format of times of the request
    /// @return its time in microseconds since 1970; meaningless if the sample is faulty
    long judge(RawSample sample, TimeFormat times) {
        CharSequence text = sample.timestamp;
        if (text == null || text.isEmpty()) {
            sample.fault(RejectCode.MISSING_TIMESTAMP, SampleField.TIMESTAMP, null, "timestamp is required");
            return 0;
        }
        long micros = sample.micros;
        if (micros == Timestamp.UNREADABLE) {
            refuse(sample, RejectCode.INVALID_TIMESTAMP, times.fault(text.toString()));
        } else if (micros > newest) {
            refuse(
                    sample,
                    RejectCode.TIMESTAMP_IN_FUTURE,
                    "at most " + futureAllowance.toSeconds() + " s ahead of the service's clock");
        } else if (micros < OLDEST) {
            refuse(sample, RejectCode.TIMESTAMP_TOO_OLD, "not before " + Timestamp.format(OLDEST));
        } else if (micros < retained) {
            refuse(
                    sample,
                    RejectCode.BEYOND_RETENTION,
                    "retention policy " + retention.job() + " of the database deletes samples before "
                            + Timestamp.format(retained));
        }
        return micros;
    }

    private static void refuse(RawSample sample, RejectCode code, String detail) {
        sample.fault(code, SampleField.TIMESTAMP, String.valueOf(sample.timestamp), detail);
    }
}

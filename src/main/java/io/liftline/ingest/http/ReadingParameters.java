package io.liftline.ingest.http;

import io.liftline.ingest.DeclaredUnits;
import io.liftline.ingest.ReadingRules;
import io.liftline.ingest.sample.BadValues;
import io.liftline.ingest.sample.LocalTime;
import io.liftline.ingest.sample.NotMeasured;
import io.liftline.ingest.sample.Rfc3339Time;
import io.liftline.ingest.sample.RowError;
import io.liftline.ingest.sample.TimeFormat;
import io.liftline.ingest.sample.UnixTime;
import io.liftline.problem.ProblemCode;
import io.liftline.problem.ProblemException;
import io.liftline.web.QueryParameters;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Set;

/// The query parameters that declare how values are interpreted: `units`, `null`, `bad_values`, `time_format`
/// and `tz`.
final class ReadingParameters {

    static final Set<String> SINGLE = Set.of("bad_values", "time_format", "tz");
    static final Set<String> LISTS = Set.of("units", "null");

    private ReadingParameters() {}

    /// @throws ProblemException 400 or 422 if one of them is invalid
    static ReadingRules of(QueryParameters parameters) {
        return new ReadingRules(
                DeclaredUnits.parse(parameters.values("units")),
                times(parameters),
                NotMeasured.of(parameters.values("null")),
                badValues(parameters.value("bad_values", "reject")));
    }

    private static BadValues badValues(String text) {
        return switch (text) {
            case "reject" -> BadValues.REJECT;
            case "null" -> BadValues.NULL;
            default -> throw malformed("bad_values", text, "reject or null");
        };
    }

    private static TimeFormat times(QueryParameters parameters) {
        String format = parameters.value("time_format", "rfc3339");
        String zone = parameters.value("tz", "");
        if (!zone.isEmpty() && !format.equals("local")) {
            throw new ProblemException(
                    ProblemCode.UNKNOWN_PARAMETER,
                    "tz is for time_format=local only; other times say themselves when they are");
        }
        return switch (format) {
            case "rfc3339" -> new Rfc3339Time();
            case "unix_s" -> new UnixTime(UnixTime.Unit.SECONDS);
            case "unix_ms" -> new UnixTime(UnixTime.Unit.MILLISECONDS);
            case "unix_us" -> new UnixTime(UnixTime.Unit.MICROSECONDS);
            case "unix_ns" -> new UnixTime(UnixTime.Unit.NANOSECONDS);
            case "local" -> new LocalTime(zone(zone));
            default -> throw malformed("time_format", format, "rfc3339, unix_s, unix_ms, unix_us, unix_ns or local");
        };
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException _) {
            throw malformed("tz", text, "a time zone such as Asia/Riyadh where time_format is local");
        }
    }

    private static ProblemException malformed(String name, String text, String expected) {
        return new ProblemException(
                ProblemCode.MALFORMED_REQUEST, name + " is '" + RowError.clip(text) + "', but must be " + expected);
    }
}

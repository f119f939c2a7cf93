package io.liftline.ingest.sample;

import io.liftline.telemetry.TimeFault;
import io.liftline.telemetry.Timestamp;

/// Event times in RFC 3339, as [Timestamp] parses them: `time_format=rfc3339`, the default.
public record Rfc3339Time() implements TimeFormat {

    @Override
    public long micros(byte[] text, int from, int to) {
        return Timestamp.parse(text, from, to);
    }

    @Override
    public boolean isNumber() {
        return false;
    }

    @Override
    public String fault(String text) {
        TimeFault fault = TimeFault.of(text);
        String advice = switch (fault) {
            case NO_OFFSET -> "; if it is the time of a zone, declare time_format=local&tz=<zone>";
            case UNIX_SECONDS -> "; declare time_format=unix_s";
            case UNIX_MILLISECONDS -> "; declare time_format=unix_ms";
            case UNIX_MICROSECONDS -> "; declare time_format=unix_us";
            case UNIX_NANOSECONDS -> "; declare time_format=unix_ns";
            case DATE_ONLY, NO_SUCH_TIME, NOT_A_TIME -> "";
        };
        return "must be RFC 3339 with an offset, such as 2025-11-20T06:00:00Z; " + fault.description() + advice;
    }
}

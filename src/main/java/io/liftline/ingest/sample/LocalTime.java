package io.liftline.ingest.sample;

import io.liftline.telemetry.TimeFault;
import io.liftline.telemetry.Timestamp;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;

/// Event times in local time of a time zone, without an offset: `time_format=local` with `tz=Asia/Riyadh`. A
/// time that the zone skips or repeats at a change of daylight saving is rejected.
///
/// @param zone the time zone
public record LocalTime(ZoneId zone) implements TimeFormat {

    private static final int TO_THE_MINUTE = "2025-11-20 06:00".length();
    private static final byte[] ON_THE_MINUTE = {':', '0', '0', 'Z'};
    private static final byte[] UTC = {'Z'};

    @Override
    public long micros(byte[] text, int from, int to) {
        long asUtc = asUtc(text, from, to);
        if (asUtc == Timestamp.UNREADABLE) {
            return Timestamp.UNREADABLE;
        }
        List<ZoneOffset> offsets = offsets(asUtc);
        return offsets.size() == 1 ? asUtc - offsets.getFirst().getTotalSeconds() * 1_000_000L : Timestamp.UNREADABLE;
    }

    @Override
    public boolean isNumber() {
        return false;
    }

    @Override
    public String fault(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        long asUtc = asUtc(bytes, 0, bytes.length);
        if (asUtc != Timestamp.UNREADABLE) {
            return offsets(asUtc).isEmpty()
                    ? "there is no such time in " + zone + ": daylight saving skips it"
                    : "the time exists twice in " + zone + ": daylight saving repeats it";
        }
        if (Timestamp.parse(text).isPresent()) {
            return "it has an offset from UTC, but time_format=local says that it has none";
        }
        return "must be a local time, such as 2025-11-20 06:00:00; "
                + TimeFault.of(text).description();
    }

    /// Parses the time as if the zone were UTC. Seconds are optional.
    private static long asUtc(byte[] text, int from, int to) {
        int length = to - from;
        byte[] rest = length == TO_THE_MINUTE ? ON_THE_MINUTE : UTC;
        byte[] utc = Arrays.copyOf(Arrays.copyOfRange(text, from, to), length + rest.length);
        System.arraycopy(rest, 0, utc, length, rest.length);
        return Timestamp.parse(utc, 0, utc.length);
    }

    private List<ZoneOffset> offsets(long asUtc) {
        return zone.getRules().getValidOffsets(LocalDateTime.ofInstant(Timestamp.instant(asUtc), ZoneOffset.UTC));
    }
}
